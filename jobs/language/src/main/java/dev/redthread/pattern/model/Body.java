package dev.redthread.pattern.model;

import dev.redthread.event.Logsource;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Place;
import java.util.List;
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

  /** A body that relates events of several rules. */
  sealed interface Related extends Body permits EventCount, Sequence {
    Grouping grouping();

    /** The rules referred to, in the order of the file. */
    List<Word> references();

    /** Whether the rules it refers to fire alone as well. */
    boolean generate();
  }

  /** Sigma's {@code event_count}. */
  record EventCount(
      Grouping grouping, List<Word> references, long timespan, int least, boolean generate)
      implements Related {
    public EventCount {
      references = List.copyOf(references);
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

    @Override
    public List<Word> references() {
      return Stream.concat(steps.stream().flatMap(step -> step.rules().stream()), until.stream())
          .toList();
    }
  }

  /** A step as written; parts as in {@link Step}. */
  record Stage(
      Word name,
      List<Word> rules,
      Step.Kind kind,
      int risk,
      int least,
      @Nullable Integer most,
      @Nullable Long within,
      @Nullable Long span) {
    public Stage {
      rules = List.copyOf(rules);
    }
  }
}
