package dev.redthread.pattern.read;

import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads Sigma correlations, as far as they are honoured. */
final class CorrelationReader {
  private static final List<String> TYPES = List.of("event_count", "temporal_ordered");
  private static final List<String> TYPES_TO_COME =
      List.of(
          "temporal", "value_count", "value_sum", "value_avg", "value_percentile", "value_median");
  private static final int MOST = 1_000_000;

  private final Diagnostics diagnostics;

  CorrelationReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Body read(MapReader document) {
    boolean generate = document.flag("generate");
    YamlNode.Mapping block = document.mapping("correlation").orElse(null);
    if (block == null) {
      return null;
    }
    MapReader map = new MapReader("a correlation", block, diagnostics);
    map.required("type");
    Word type = map.word("type");
    map.required("rules");
    List<Word> rules = map.words("rules");
    Grouping grouping = new GroupingReader(diagnostics).read(map);
    map.required("timespan");
    Long timespan = map.duration("timespan");
    generate = map.flag("generate") || generate;
    Place settled = HeadReader.absence(map, diagnostics);
    if (settled != null) {
      diagnostics.error(
          Code.NO_ABSENCE, settled, "this correlation has no absence that it could wait for");
    }
    Body body =
        type == null || !known(type)
            ? null
            : body(type.text(), map, grouping, rules, timespan, generate);
    map.ignore(List.of("condition"));
    map.done();
    return body;
  }

  private boolean known(Word type) {
    if (TYPES_TO_COME.contains(type.text())) {
      diagnostics.error(
          Code.NOT_YET,
          type.place(),
          "a correlation of type `" + type.text() + "` cannot be honoured yet");
    } else if (!TYPES.contains(type.text())) {
      List<String> all = new ArrayList<>(TYPES);
      all.addAll(TYPES_TO_COME);
      diagnostics.error(
          Code.BAD_VALUE,
          type.place(),
          "`" + type.text() + "` is no type of correlation",
          NearestName.hint(type.text(), all));
    }
    return TYPES.contains(type.text());
  }

  private @Nullable Body body(
      String type,
      MapReader map,
      Grouping grouping,
      @Nullable List<Word> rules,
      @Nullable Long timespan,
      boolean generate) {
    boolean count = type.equals("event_count");
    if (rules != null && rules.size() < (count ? 1 : 2)) {
      diagnostics.error(
          Code.BAD_VALUE,
          map.placeOf("rules"),
          "`rules` names " + (count ? "at least one rule" : "at least two rules"));
    }
    int least = count ? threshold(map) : everyRule(map, rules == null ? 0 : rules.size());
    if (rules == null || timespan == null) {
      return null;
    }
    return count
        ? new Body.EventCount(grouping, rules, timespan, least, generate)
        : new Body.Sequence(grouping, steps(rules), timespan, false, List.of(), null, generate);
  }

  /** The least number of events that {@code gte} or {@code gt} asks for. */
  private int threshold(MapReader map) {
    if (map.required("condition") == null) {
      return 1;
    }
    YamlNode.Mapping block = map.mapping("condition").orElse(null);
    if (block == null) {
      return 1;
    }
    MapReader condition = new MapReader("the condition of a count", block, diagnostics);
    OptionalLong gte = condition.whole("gte", 1, MOST);
    OptionalLong gt = condition.whole("gt", 0, MOST);
    for (String key : List.of("lt", "lte", "eq", "neq")) {
      condition.notYet(key, "a count with an upper bound");
    }
    condition.notYet("field", "a count of values");
    if (block.entries().isEmpty() || (condition.has("gte") && condition.has("gt"))) {
      diagnostics.error(
          Code.BAD_VALUE, block.place(), "the condition of a count needs one of `gte`, `gt`");
    }
    condition.done();
    return (int) gte.orElse(gt.orElse(0) + 1);
  }

  /** Sigma lets a temporal correlation ask for fewer rules than it names; only all is honoured. */
  private int everyRule(MapReader map, int rules) {
    YamlNode node = map.node("condition");
    if (node == null) {
      return 1;
    }
    boolean every =
        node instanceof YamlNode.Mapping block
            && block.entries().size() == 1
            && block.entries().get(0).key().text().equals("gte")
            && block.entries().get(0).value() instanceof YamlNode.Scalar scalar
            && scalar.text().equals(String.valueOf(rules));
    if (!every) {
      diagnostics.error(
          Code.NOT_YET,
          map.placeOf("condition"),
          "a condition of `temporal_ordered` cannot be honoured yet",
          "without one, every rule must match, in order");
    }
    return 1;
  }

  private static List<Body.Stage> steps(List<Word> rules) {
    Map<String, Integer> seen = new HashMap<>();
    List<Body.Stage> steps = new ArrayList<>();
    for (Word rule : rules) {
      int times = seen.merge(rule.text(), 1, Integer::sum);
      String name = times == 1 ? rule.text() : rule.text() + "#" + times;
      steps.add(
          new Body.Stage(
              new Word(rule.place(), name),
              List.of(rule),
              Step.Kind.MANDATORY,
              0,
              1,
              1,
              null,
              null));
    }
    return steps;
  }
}
