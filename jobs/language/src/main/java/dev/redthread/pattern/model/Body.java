package dev.redthread.pattern.model;

import dev.redthread.event.Logsource;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a document asks.
 *
 * <p><i>Units:</i> times are milliseconds.
 */
public sealed interface Body {

  /** Sigma's event rule. */
  record EventRule(Place logsourcePlace, Logsource logsource, Detection detection)
      implements Body {}

  /**
   * Sigma's filter: what narrows other rules.
   *
   * @param logsource what the rules it names must ask for, or null
   */
  record Filter(@Nullable Logsource logsource, List<Word> rules, Detection detection)
      implements Body {
    public Filter {
      rules = List.copyOf(rules);
    }
  }

  /** What placeholders stand for. */
  record Placeholders(List<ValueList> lists) implements Body {
    /** What may stand between the percent signs. */
    public static final Pattern NAME = Pattern.compile("[^%\\s\\\\*?]+");

    public Placeholders {
      lists = List.copyOf(lists);
    }

    /**
     * @param name without the percent signs
     * @param values any of them
     */
    public record ValueList(Word name, List<YamlNode.Scalar> values) {
      public ValueList {
        values = List.copyOf(values);
      }
    }
  }

  /** A body that relates events of several rules. */
  sealed interface Related extends Body permits Windowed, Temporal, NewValue, Sequence, Java {
    Grouping grouping();

    /** The rules referred to, in the order of the file. */
    List<Word> references();

    /** The names of the fields under which what completes it is found. */
    default List<Word> foundBy() {
      return grouping().fields();
    }

    /** Whether the rules it refers to fire alone as well. */
    boolean generate();

    /** The fields whose values matter, besides those of the grouping. */
    default List<Word> measured() {
      return List.of();
    }
  }

  /**
   * Sigma's {@code event_count} and {@code value_…}.
   *
   * @param measured the field; none for events; several for values that count together
   */
  record Windowed(
      Grouping grouping,
      List<Word> references,
      long timespan,
      Measure.Kind kind,
      List<Word> measured,
      int percentile,
      Bounds bounds,
      boolean generate)
      implements Related {
    public Windowed {
      references = List.copyOf(references);
      measured = List.copyOf(measured);
    }
  }

  /**
   * Sigma's {@code temporal}, and {@code temporal_ordered} when it does not ask for all rules.
   *
   * @param ordered whether only rules whose events come in the order of the list are counted
   * @param condition over the rules; null when their number decides
   * @param number how many of the rules
   * @param settled where {@code absence: settled} stands, or null
   */
  record Temporal(
      Grouping grouping,
      List<Word> references,
      long timespan,
      boolean ordered,
      @Nullable Condition condition,
      Bounds number,
      @Nullable Place settled,
      boolean generate)
      implements Related {
    public Temporal {
      references = List.copyOf(references);
    }
  }

  /** Our {@code new_value}. */
  record NewValue(
      Grouping grouping,
      List<Word> references,
      long baseline,
      long learning,
      Word field,
      boolean generate)
      implements Related {
    public NewValue {
      references = List.copyOf(references);
    }

    @Override
    public List<Word> measured() {
      return List.of(field);
    }
  }

  /**
   * Our {@code java}: a pattern of Flink CEP in a jar.
   *
   * @param className the class that has it
   * @param fields what its conditions read of events
   */
  record Java(
      Grouping grouping,
      List<Word> references,
      long timespan,
      Word className,
      List<Word> fields,
      boolean generate)
      implements Related {
    public Java {
      references = List.copyOf(references);
      fields = List.copyOf(fields);
    }

    @Override
    public List<Word> measured() {
      return fields;
    }
  }

  /**
   * Our {@code sequence}, or Sigma's {@code temporal_ordered}.
   *
   * @param distinct whether an event fills at most one step
   * @param until the rules of what ends the wait
   * @param settled where it asks to wait until its absences are decided, or null
   */
  record Sequence(
      Grouping grouping,
      List<Stage> steps,
      long timespan,
      boolean distinct,
      List<Word> until,
      @Nullable Place settled,
      boolean generate)
      implements Related {
    public Sequence {
      steps = List.copyOf(steps);
      until = List.copyOf(until);
    }

    /** Whether some step is joined on other fields than those before. */
    public boolean changesKey() {
      return steps.stream().anyMatch(step -> !step.key().isEmpty());
    }

    @Override
    public List<Word> foundBy() {
      return steps.stream()
          .map(Stage::key)
          .filter(key -> !key.isEmpty())
          .reduce((earlier, later) -> later)
          .orElse(grouping.fields());
    }

    @Override
    public List<Word> references() {
      return Stream.concat(steps.stream().flatMap(step -> step.rules().stream()), until.stream())
          .toList();
    }
  }

  /**
   * A step as written; parts as in {@link Step}.
   *
   * @param key the fields on which the chain is joined from this step on; empty where they stay
   * @param where what its event must satisfy beside its rules, as written, or null
   * @param group the number of the group of steps in any order that it stands in, or null
   */
  record Stage(
      Word name,
      List<Word> rules,
      Step.Kind kind,
      int risk,
      int least,
      @Nullable Integer most,
      @Nullable Long within,
      @Nullable Long span,
      List<Word> key,
      YamlNode.@Nullable Scalar where,
      @Nullable Integer group) {
    public Stage {
      rules = List.copyOf(rules);
      key = List.copyOf(key);
    }

    public boolean isMandatory() {
      return kind == Step.Kind.MANDATORY;
    }
  }
}
