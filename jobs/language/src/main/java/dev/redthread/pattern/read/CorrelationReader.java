package dev.redthread.pattern.read;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Condition;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads Sigma correlations. */
final class CorrelationReader {
  private static final Map<String, Measure.Kind> MEASURES =
      Map.of(
          "event_count", Measure.Kind.EVENTS,
          "value_count", Measure.Kind.VALUES,
          "value_sum", Measure.Kind.SUM,
          "value_avg", Measure.Kind.AVERAGE,
          "value_percentile", Measure.Kind.PERCENTILE,
          "value_median", Measure.Kind.PERCENTILE);
  private static final int MEDIAN = 50;

  private final Diagnostics diagnostics;

  CorrelationReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** What every correlation has. */
  private record Frame(
      String type,
      MapReader map,
      Grouping grouping,
      List<Word> rules,
      long timespan,
      @Nullable Place settled,
      boolean generate) {}

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
    Grouping grouping = new GroupingReader(diagnostics).read(map, measured(map));
    map.required("timespan");
    Long timespan = map.duration("timespan");
    generate = map.flag("generate") || generate;
    Place settled = HeadReader.absence(map, diagnostics);
    if (settled != null && type != null && !type.text().equals("temporal")) {
      diagnostics.error(
          Code.NO_ABSENCE, settled, "this correlation has no absence that it could wait for");
    }
    map.ignore(List.of("condition"));
    Body body = null;
    boolean complete = rules != null && timespan != null;
    if (type != null && known(type)) {
      complete &= enough(type.text(), map, rules);
      List<Word> named = rules == null ? List.of() : rules;
      long length = timespan == null ? 1 : timespan;
      body = body(new Frame(type.text(), map, grouping, named, length, settled, generate));
    }
    map.done();
    return complete ? body : null;
  }

  /** The field that a count of values names, which aliases may stand for. */
  private static List<String> measured(MapReader map) {
    if (map.node("condition") instanceof YamlNode.Mapping condition) {
      for (YamlNode.Entry entry : condition.entries()) {
        if (entry.key().text().equals("field") && entry.value() instanceof YamlNode.Scalar field) {
          return List.of(field.text());
        }
      }
    }
    return List.of();
  }

  private boolean known(Word type) {
    List<String> all = new ArrayList<>(MEASURES.keySet());
    all.addAll(List.of("temporal", "temporal_ordered"));
    if (!all.contains(type.text())) {
      diagnostics.error(
          Code.BAD_VALUE,
          type.place(),
          "`" + type.text() + "` is no type of correlation",
          NearestName.hint(type.text(), all.stream().sorted().toList()));
    }
    return all.contains(type.text());
  }

  private boolean enough(String type, MapReader map, @Nullable List<Word> rules) {
    int least = MEASURES.containsKey(type) ? 1 : 2;
    if (rules != null && rules.size() < least) {
      diagnostics.error(
          Code.BAD_VALUE,
          map.placeOf("rules"),
          "`rules` names " + (least == 1 ? "at least one rule" : "at least two rules"));
    }
    return rules != null && rules.size() >= least;
  }

  private @Nullable Body body(Frame frame) {
    Measure.Kind measure = MEASURES.get(frame.type);
    if (measure != null) {
      return windowed(frame, measure);
    } else if (frame.type.equals("temporal")) {
      return temporal(frame);
    }
    leastRules(frame, "temporal_ordered");
    return new Body.Sequence(
        frame.grouping, steps(frame.rules), frame.timespan, false, List.of(), null, frame.generate);
  }

  private @Nullable Body windowed(Frame frame, Measure.Kind kind) {
    if (frame.map.required("condition") == null) {
      return null;
    }
    YamlNode.Mapping block = frame.map.mapping("condition").orElse(null);
    if (block == null) {
      return null;
    }
    MapReader condition =
        new MapReader("the condition of `" + frame.type + "`", block, diagnostics);
    Word field = null;
    if (kind != Measure.Kind.EVENTS) {
      condition.required("field");
      field = field(condition);
    }
    int percentile = MEDIAN;
    if (frame.type.equals("value_percentile")) {
      percentile = (int) condition.whole("percentile", 0, 100).orElse(MEDIAN);
    }
    boolean count = kind == Measure.Kind.EVENTS || kind == Measure.Kind.VALUES;
    Bounds bounds = new BoundsReader(diagnostics).read(condition, count);
    condition.done();
    if (bounds == null || (field == null && kind != Measure.Kind.EVENTS)) {
      return null;
    }
    return new Body.Windowed(
        frame.grouping,
        frame.rules,
        frame.timespan,
        kind,
        field,
        percentile,
        bounds,
        frame.generate);
  }

  private @Nullable Word field(MapReader condition) {
    if (condition.node("field") instanceof YamlNode.Sequence list) {
      diagnostics.error(
          Code.NOT_YET,
          list.place(),
          "a count of the values of several fields cannot be honoured yet");
      return null;
    }
    return condition.word("field");
  }

  /** With a map: how many of the rules; with a text: which. */
  private @Nullable Body temporal(Frame frame) {
    if (!(frame.map.node("condition") instanceof YamlNode.Scalar text)) {
      int least = leastRules(frame, "temporal");
      return new Body.Temporal(
          frame.grouping, frame.rules, frame.timespan, null, least, frame.settled, frame.generate);
    }
    Condition condition = new ConditionParser(text, diagnostics).parse().orElse(null);
    return condition == null
        ? null
        : new Body.Temporal(
            frame.grouping,
            frame.rules,
            frame.timespan,
            condition,
            1,
            frame.settled,
            frame.generate);
  }

  /**
   * How many of the rules must match: all of them, when nothing else is said. Other counts of rules
   * than from below, and in an order any but all, are not honoured.
   */
  private int leastRules(Frame frame, String type) {
    YamlNode node = frame.map.node("condition");
    int all = frame.rules.size();
    if (node == null || all == 0) {
      return all;
    }
    int least = 0;
    if (node instanceof YamlNode.Mapping block && block.entries().size() == 1) {
      MapReader map = new MapReader("the condition", block, diagnostics);
      OptionalLong gte = map.has("gte") ? map.whole("gte", 1, all) : OptionalLong.empty();
      OptionalLong gt = map.has("gt") ? map.whole("gt", 0, all - 1L) : OptionalLong.empty();
      least = (int) gte.orElse(gt.orElse(-1) + 1);
      if (least == 0 && (map.has("gte") || map.has("gt"))) {
        return all;
      }
    }
    if (least == 0 || (least < all && type.equals("temporal_ordered"))) {
      diagnostics.error(
          Code.NOT_YET,
          frame.map.placeOf("condition"),
          "this condition of `" + type + "` cannot be honoured yet",
          "without one, every rule must match");
    }
    return least;
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
              null,
              List.of(),
              null));
    }
    return steps;
  }
}
