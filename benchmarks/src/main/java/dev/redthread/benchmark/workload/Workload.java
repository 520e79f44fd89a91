package dev.redthread.benchmark.workload;

import java.io.Serializable;
import java.util.Locale;

/**
 * Event rules and two-step sequences of some size, and a stream in which one event in a hundred
 * matters to exactly one of them.
 *
 * <p>The first two rules for each sequence are its steps; the others stand alone. Nine in ten of
 * the events that matter are steps where there are other rules. One rule in a hundred asks for a
 * part of its value, so that no look-up of whole values finds it.
 *
 * <p><i>Units:</i> {@code spacing} is the milliseconds between two events of a task.
 *
 * @param rules how many event rules there are
 * @param sequences how many two-step sequences of one hour there are
 */
public record Workload(int rules, int sequences) implements Serializable {
  static final int PERSONS = 1_000;
  static final int SPACING = 10;
  static final long TIMESPAN_MILLIS = 3_600_000;

  private static final int RELEVANT_ONE_IN = 100;
  private static final int ALONE_ONE_IN = 10;
  private static final int WITHOUT_EQUALITY_ONE_IN = 100;

  public Workload {
    if (rules < 2 * sequences) {
      throw new IllegalArgumentException("each of " + sequences + " sequences needs two rules");
    }
  }

  /** Sequences and no rule besides their steps. */
  public static Workload ofSequences(int sequences) {
    return new Workload(2 * sequences, sequences);
  }

  /** The vendor's event type that a rule asks for; all are equally long. */
  public static String type(int rule) {
    return String.format(Locale.ROOT, "bench.rule.%05d", rule);
  }

  /** The rule of a step, 0 or 1, of a sequence. */
  public int rule(int sequence, int step) {
    return 2 * sequence + step;
  }

  static boolean hasEquality(int rule) {
    return rule % WITHOUT_EQUALITY_ONE_IN != WITHOUT_EQUALITY_ONE_IN - 1;
  }

  static boolean isRelevant(long number) {
    return Mix.of(number, 1) % RELEVANT_ONE_IN == 0;
  }

  static int person(long number) {
    return (int) (Mix.of(number, 2) % PERSONS);
  }

  /** The rule that the event of a number matches, or -1 for none. */
  int ruleOf(long number) {
    if (!isRelevant(number)) {
      return -1;
    }
    long dice = Mix.of(number, 3);
    int steps = 2 * sequences;
    boolean alone = rules > steps && Mix.of(number, 4) % ALONE_ONE_IN == 0;
    return (int) (alone ? steps + dice % (rules - steps) : dice % steps);
  }
}
