package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Head;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a document of any kind. */
public final class DocumentReader {
  private static final List<String> KINDS = Block.DOCUMENTS.stream().map(Block::kind).toList();

  private final Diagnostics diagnostics;

  public DocumentReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The document, or empty when it is none at all. */
  public Optional<Document> read(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      diagnostics.error(
          Code.WRONG_TYPE, node.place(), "a document must be a map, not " + node.what());
      return Optional.empty();
    }
    int before = diagnostics.errors();
    List<String> kinds =
        mapping.entries().stream().map(e -> e.key().text()).filter(KINDS::contains).toList();
    Block block = block(kinds);
    MapReader map =
        new MapReader(block, block == null ? "a document" : block.what(), mapping, diagnostics);
    Head head = new HeadReader(diagnostics).read(map);
    map.refuse(
        Code.SIGMA_1,
        "action",
        "Sigma 2 has no collections (`action`)",
        "write every rule whole; `./redthread convert` does it");
    Body body = kinds.size() == 1 ? body(kinds.get(0), map) : wrongKind(kinds, map);
    map.done();
    boolean sound = body != null && diagnostics.errors() == before;
    return Optional.of(new Document(head, Optional.ofNullable(body), sound));
  }

  private static @Nullable Block block(List<String> kinds) {
    return Block.DOCUMENTS.stream()
        .filter(document -> kinds.size() == 1 && kinds.get(0).equals(document.kind()))
        .findFirst()
        .orElse(null);
  }

  private @Nullable Body body(String kind, MapReader map) {
    return switch (kind) {
      case "detection" -> new RuleReader(diagnostics).rule(map);
      case "filter" -> new RuleReader(diagnostics).filter(map);
      case "correlation" -> new CorrelationReader(diagnostics).read(map);
      case "sequence" -> new SequenceReader(diagnostics).read(map);
      case "java" -> new JavaReader(diagnostics).read(map);
      case "placeholders" -> new PlaceholdersReader(diagnostics).read(map);
      default -> new NewValueReader(diagnostics).read(map);
    };
  }

  private @Nullable Body wrongKind(List<String> kinds, MapReader map) {
    map.ignore(KINDS);
    map.ignore(List.of("logsource", "generate"));
    if (kinds.isEmpty()) {
      diagnostics.error(
          Code.UNKNOWN_KIND,
          map.place(),
          "the document is of no known kind",
          "it needs one of " + String.join(", ", KINDS));
    } else {
      diagnostics.error(
          Code.UNKNOWN_KIND,
          map.placeOf(kinds.get(1)),
          "a document is of one kind, this one has " + String.join(" and ", kinds));
    }
    return null;
  }
}
