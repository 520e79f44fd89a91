package dev.redthread.pipeline;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.pipeline.metrics.Metric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;

/**
 * What became of the input of a job that has ended.
 *
 * <p><i>Invariants:</i> {@code lines} is {@code accepted} and {@code deadLettered} together. A line
 * may hold several events, and after some of them something that cannot be read: it is accepted.
 *
 * @param lines records read; blank lines of a file are none
 * @param accepted those that led to an event
 * @param deadLettered those that led to dead letters only
 * @param events all events
 * @param deadLetters all dead letters, by reason
 */
public record InputCounts(
    long lines, long accepted, long deadLettered, long events, Map<Reason, Long> deadLetters) {
  public InputCounts {
    deadLetters = Map.copyOf(deadLetters);
  }

  /** The counts of a job in which no task was restarted. */
  public static InputCounts of(JobExecutionResult job) {
    Map<Reason, Long> deadLetters = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      long count = count(job, Metric.deadLetters(reason));
      if (count > 0) {
        deadLetters.put(reason, count);
      }
    }
    return new InputCounts(
        count(job, Metric.READ.key()),
        count(job, Metric.ACCEPTED.key()),
        count(job, Metric.DEAD_LETTERED.key()),
        count(job, Metric.EVENTS.key()),
        deadLetters);
  }

  private static long count(JobExecutionResult job, String name) {
    Long count = job.getAccumulatorResult(name);
    return count == null ? 0 : count;
  }

  /** One line for a person. */
  public String text() {
    long letters = deadLetters.values().stream().mapToLong(Long::longValue).sum();
    String led =
        events == accepted && letters == deadLettered
            ? ""
            : ", " + number(accepted) + " with events and " + number(deadLettered) + " without";
    return "read "
        + of(lines, "line")
        + led
        + ": "
        + of(events, "event")
        + ", "
        + of(letters, "dead letter")
        + reasons();
  }

  private String reasons() {
    if (deadLetters.isEmpty()) {
      return "";
    }
    List<String> shown = new ArrayList<>();
    for (Reason reason : Reason.values()) {
      Long count = deadLetters.get(reason);
      if (count != null) {
        shown.add(number(count) + " " + word(reason));
      }
    }
    return " (" + String.join(", ", shown) + ")";
  }

  private static String word(Reason reason) {
    return switch (reason) {
      case NOT_JSON -> "not JSON";
      case NOT_UTF8 -> "not UTF-8";
      case NO_ID -> "no id";
      default -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  private static String of(long count, String one) {
    return number(count) + " " + one + (count == 1 ? "" : "s");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
