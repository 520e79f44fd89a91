package dev.redthread.pattern.read;

import dev.redthread.event.Logsource;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Detection;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads event rules and filters. */
final class RuleReader {
  private final Diagnostics diagnostics;

  RuleReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Body rule(MapReader map) {
    map.required("logsource");
    Logsource logsource = logsource(map);
    Optional<YamlNode.Mapping> block = map.mapping("detection");
    if (block.isEmpty()) {
      return null;
    }
    Detection detection = detection("a detection", block.get(), List.of("timeframe"));
    return logsource == null
        ? null
        : new Body.EventRule(map.placeOf("logsource"), logsource, detection);
  }

  @Nullable Body filter(MapReader map) {
    if (map.node("logsource") == null) {
      diagnostics.warn(
          Code.MISSING_KEY, map.place(), "a filter should say `logsource`, as Sigma asks");
    }
    Logsource logsource = logsource(map);
    Optional<YamlNode.Mapping> block = map.mapping("filter");
    if (block.isEmpty()) {
      return null;
    }
    MapReader keys = new MapReader(Block.FILTER, block.get(), diagnostics);
    keys.required("rules");
    List<Word> rules = keys.words("rules");
    if (rules != null && rules.isEmpty()) {
      diagnostics.error(
          Code.BAD_VALUE,
          keys.placeOf("rules"),
          "a filter names the rules it narrows",
          "a filter over every rule is not part of Sigma");
    }
    Detection detection = detection("a filter", block.get(), List.of("rules"));
    return rules == null ? null : new Body.Filter(logsource, rules, detection);
  }

  private @Nullable Logsource logsource(MapReader document) {
    Optional<YamlNode.Mapping> block = document.mapping("logsource");
    if (block.isEmpty()) {
      return null;
    }
    MapReader map = new MapReader(Block.LOGSOURCE, block.get(), diagnostics);
    map.ignore(List.of("definition"));
    Word category = map.word("category");
    Word product = map.word("product");
    Word service = map.word("service");
    if (category == null && product == null && service == null) {
      diagnostics.error(
          Code.MISSING_KEY,
          map.place(),
          "a logsource needs one of `category`, `product`, `service`");
      return null;
    }
    map.done();
    return new Logsource(text(category), text(product), text(service));
  }

  private static @Nullable String text(@Nullable Word word) {
    return word == null ? null : word.text();
  }

  private Detection detection(String what, YamlNode.Mapping block, List<String> apart) {
    return new DetectionReader(diagnostics).read(what, block, apart);
  }
}
