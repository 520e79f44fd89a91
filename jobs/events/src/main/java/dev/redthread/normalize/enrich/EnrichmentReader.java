package dev.redthread.normalize.enrich;

import dev.redthread.normalize.FieldKind;
import dev.redthread.normalize.MappingException;
import dev.redthread.normalize.Problem;
import dev.redthread.normalize.Section;
import dev.redthread.normalize.enrich.Enrichment.Attributes;
import dev.redthread.normalize.enrich.Enrichment.Column;
import dev.redthread.normalize.enrich.Enrichment.WatchList;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code enrichment.yml}. */
final class EnrichmentReader {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Set<String> TAKEN =
      Set.of(Enrichment.WATCH_LIST, Enrichment.NETWORKS, Enrichment.PLACES, "actor");

  /** The kinds that a cell can be; {@code any} would be a text. */
  private static final List<FieldKind> KINDS =
      List.of(
          FieldKind.TEXT,
          FieldKind.IDENTITY,
          FieldKind.HOST,
          FieldKind.NUMBER,
          FieldKind.BOOLEAN,
          FieldKind.ADDRESS);

  private final Path folder;

  private EnrichmentReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a text.
   *
   * <p><i>Errors:</i> {@link MappingException} with every problem.
   *
   * @param file what problems call it
   * @param folder that the paths in it are relative to
   */
  static Enrichment read(String file, String yaml, Path folder) {
    List<Problem> problems = new ArrayList<>();
    Enrichment read = Enrichment.NONE;
    try {
      @Nullable Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root != null) {
        read = new EnrichmentReader(folder).read(new Section(file, root, problems));
      }
    } catch (YAMLException e) {
      problems.add(new Problem(file, 1, 1, "this is not YAML: " + e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw new MappingException(problems);
    }
    return read;
  }

  private Enrichment read(Section root) {
    List<String> networks = root.texts("networks").stream().map(this::path).toList();
    List<Attributes> attributes = new ArrayList<>();
    root.section("attributes")
        .ifPresent(
            tables -> {
              for (String name : tables.keys()) {
                word(tables, name, "a table");
                tables.section(name).ifPresent(table -> attributes.add(attributes(name, table)));
              }
            });
    List<WatchList> watchLists = new ArrayList<>();
    root.section("watch_lists")
        .ifPresent(
            lists -> {
              for (String name : lists.keys()) {
                lists.section(name).ifPresent(list -> watchLists.add(watchList(name, list)));
              }
            });
    List<String> places = root.texts("maxmind").stream().map(this::path).toList();
    root.close();
    return new Enrichment(networks, attributes, watchLists, places);
  }

  private Attributes attributes(String name, Section table) {
    String file = path(table.needed("file"));
    List<String> fields = fields(table);
    List<Column> columns = new ArrayList<>();
    Map<String, String> written = table.textMap("columns");
    written.forEach(
        (column, kind) -> {
          if (!WORD.matcher(column).matches()) {
            table.problem(
                table.at("columns"),
                "a column that becomes a field is called by small letters, digits and _: rename "
                    + column);
          }
          columns.add(new Column(column, kind(table, kind)));
        });
    if (columns.isEmpty()) {
      table.problem(
          "the key columns is missing: say which columns become fields, e.g. columns: {department:"
              + " text, privileged: boolean}");
    }
    String separator = table.text("separator").orElse("");
    table.close();
    return new Attributes(name, file, fields, columns, separator);
  }

  private static FieldKind kind(Section table, String text) {
    for (FieldKind kind : KINDS) {
      if (name(kind).equals(text)) {
        return kind;
      }
    }
    table.problem(
        table.at("columns"),
        text
            + " is no kind of a column: write one of "
            + String.join(", ", KINDS.stream().map(EnrichmentReader::name).toList()));
    return FieldKind.TEXT;
  }

  private static String name(FieldKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private WatchList watchList(String name, Section list) {
    WatchList read = new WatchList(name, path(list.needed("file")), fields(list));
    list.close();
    return read;
  }

  private static List<String> fields(Section section) {
    List<String> fields = section.texts("fields");
    if (fields.isEmpty()) {
      section.problem(
          "the key fields is missing: say which fields of an event are looked up, e.g. fields:"
              + " [person]");
    }
    return fields;
  }

  private static void word(Section tables, String name, String what) {
    if (!WORD.matcher(name).matches() || TAKEN.contains(name)) {
      tables.problem(
          tables.at(name),
          what
              + " is called by small letters, digits and _, and not "
              + String.join(", ", TAKEN.stream().sorted().toList())
              + ": rename "
              + name);
    }
  }

  private String path(String written) {
    return folder.resolve(written).normalize().toString();
  }
}
