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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    MapReader map = new MapReader(Block.CORRELATION, block, diagnostics);
    map.required("type");
    Word type = map.word("type");
    map.required("rules");
    List<Word> rules = map.words("rules");
    Grouping grouping = new GroupingReader(diagnostics).read(map, measured(map));
    map.required("timespan");
    Long timespan = map.duration("timespan");
    generate = map.flag("generate") || generate;
    Place settled = HeadReader.absence(map, diagnostics);
    map.ignore(List.of("condition"));
    Body body = null;
    boolean complete = rules != null && timespan != null;
    if (type != null && known(type)) {
      complete &= enough(type.text(), map, rules);
      List<Word> named = rules == null ? List.of() : rules;
      long length = timespan == null ? 1 : timespan;
      body = body(new Frame(type.text(), map, grouping, named, length, settled, generate));
    }
    if (settled != null && body != null && !(body instanceof Body.Temporal)) {
      diagnostics.error(
          Code.NO_ABSENCE, settled, "this correlation has no absence that it could wait for");
    }
    map.done();
    return complete ? body : null;
  }

  /** The fields that a count of values names, which aliases may stand for. */
  private static List<String> measured(MapReader map) {
    List<String> fields = new ArrayList<>();
    if (map.node("condition") instanceof YamlNode.Mapping condition) {
      for (YamlNode.Entry entry : condition.entries()) {
        if (entry.key().text().equals("field")) {
          List<YamlNode> items =
              entry.value() instanceof YamlNode.Sequence list
                  ? list.items()
                  : List.of(entry.value());
          for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar field) {
              fields.add(field.text());
            }
          }
        }
      }
    }
    return fields;
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
    return ordered(frame);
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
        new MapReader(Block.CONDITION, "the condition of `" + frame.type + "`", block, diagnostics);
    List<Word> fields = kind == Measure.Kind.EVENTS ? List.of() : fields(condition, frame.type);
    int percentile = MEDIAN;
    if (frame.type.equals("value_percentile")) {
      percentile = (int) condition.whole("percentile", 0, 100).orElse(MEDIAN);
    }
    boolean count = kind == Measure.Kind.EVENTS || kind == Measure.Kind.VALUES;
    Bounds bounds = new BoundsReader(diagnostics).read(condition, count);
    condition.done();
    if (bounds == null || (fields.isEmpty() && kind != Measure.Kind.EVENTS)) {
      return null;
    }
    return new Body.Windowed(
        frame.grouping,
        frame.rules,
        frame.timespan,
        kind,
        fields,
        percentile,
        bounds,
        frame.generate);
  }

  /** What is measured: a field, or several whose values are counted together. */
  private List<Word> fields(MapReader condition, String type) {
    condition.required("field");
    List<Word> fields = condition.words("field");
    if (fields == null) {
      return List.of();
    }
    boolean several = type.equals("value_count");
    long different = fields.stream().map(Word::text).distinct().count();
    if (fields.isEmpty() || different < fields.size() || (!several && fields.size() > 1)) {
      diagnostics.error(
          Code.BAD_VALUE,
          condition.placeOf("field"),
          several ? "`field` names fields, each once" : "`" + type + "` measures one field");
    }
    return fields;
  }

  /** With a map: how many of the rules; with a text: which. */
  private @Nullable Body temporal(Frame frame) {
    if (!(frame.map.node("condition") instanceof YamlNode.Scalar text)) {
      Bounds number = numberOfRules(frame, "temporal");
      return new Body.Temporal(
          frame.grouping,
          frame.rules,
          frame.timespan,
          false,
          null,
          number,
          frame.settled,
          frame.generate);
    }
    Condition condition = new ConditionParser(text, diagnostics).parse().orElse(null);
    return condition == null
        ? null
        : new Body.Temporal(
            frame.grouping,
            frame.rules,
            frame.timespan,
            false,
            condition,
            Bounds.atLeast(1),
            frame.settled,
            frame.generate);
  }

  /** How many of the rules must match: all of them, when nothing else is said. */
  private Bounds numberOfRules(Frame frame, String type) {
    int all = Math.max(1, frame.rules.size());
    YamlNode.Mapping block = frame.map.mapping("condition").orElse(null);
    if (block == null) {
      return Bounds.atLeast(all);
    }
    MapReader map =
        new MapReader(Block.CONDITION, "the condition of `" + type + "`", block, diagnostics);
    Bounds number = new BoundsReader(diagnostics).read(map, true);
    map.done();
    if (number != null
        && IntStream.rangeClosed(1, all).mapToObj(BigDecimal::valueOf).noneMatch(number::hold)) {
      diagnostics.error(
          Code.BAD_VALUE,
          block.place(),
          "of " + all + " rules, of which the event itself matches one, never match so many");
    }
    return number == null ? Bounds.atLeast(all) : number;
  }

  /** All rules in order are a sequence; a number of them is looked for in a window. */
  private @Nullable Body ordered(Frame frame) {
    if (frame.map.node("condition") instanceof YamlNode.Scalar words) {
      diagnostics.error(
          Code.BAD_VALUE,
          words.place(),
          "the condition of `temporal_ordered` is how many of the rules match, such as `gte: 2`",
          "`temporal` takes a condition of words; a `sequence` takes `not` between its steps");
      return null;
    }
    Bounds number = numberOfRules(frame, "temporal_ordered");
    int all = Math.max(1, frame.rules.size());
    if (IntStream.range(1, all).mapToObj(BigDecimal::valueOf).noneMatch(number::hold)) {
      return new Body.Sequence(
          frame.grouping,
          steps(frame.rules),
          frame.timespan,
          false,
          List.of(),
          null,
          frame.generate);
    }
    return new Body.Temporal(
        frame.grouping,
        frame.rules,
        frame.timespan,
        true,
        null,
        number,
        frame.settled,
        frame.generate);
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
              null,
              null));
    }
    return steps;
  }
}
