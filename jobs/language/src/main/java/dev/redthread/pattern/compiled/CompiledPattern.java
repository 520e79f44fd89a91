package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as it runs.
 *
 * <p><i>Units:</i> {@code maxDelay} is milliseconds, the greatest delay of the sources the pattern
 * uses; {@code risk} is 0 to 100.
 *
 * @param id the pattern's id, stable over its versions
 * @param title for people
 * @param level severity
 * @param tags Sigma tags, e.g. {@code attack.t1078.004}
 * @param risk added to an incident by each of its findings' patterns
 * @param shadow whether findings are kept and never page
 * @param runbook where a responder reads on, or null
 * @param rules the event rules it uses, as indices of {@link PatternSet#rules()}; steps refer to
 *     places in this list
 * @param groupBy the fields that make the group; empty only for {@link Shape.Single}
 * @param shape what it asks
 * @param maxDelay for deadlines and expiry
 */
public record CompiledPattern(
    String id,
    String title,
    Level level,
    List<String> tags,
    int risk,
    boolean shadow,
    @Nullable String runbook,
    List<Integer> rules,
    List<GroupKey> groupBy,
    Shape shape,
    long maxDelay)
    implements Serializable {
  public CompiledPattern {
    tags = List.copyOf(tags);
    rules = List.copyOf(rules);
    groupBy = List.copyOf(groupBy);
  }

  /** How far before a completing event anything is looked at, in milliseconds. */
  public long timespan() {
    if (shape instanceof Shape.Sequence sequence) {
      return sequence.timespan();
    } else if (shape instanceof Shape.Window window) {
      return window.timespan();
    } else if (shape instanceof Shape.Temporal temporal) {
      return temporal.timespan();
    }
    return shape instanceof Shape.NewValue newValue ? newValue.baseline() : 0;
  }

  /**
   * For how long after its time an event may come to complete the pattern, or cease to, on the
   * received clock: as late as an event may be, and as far as an absence reaches beyond it.
   */
  public long settleDelay() {
    long reach = 0;
    if (shape instanceof Shape.Sequence sequence) {
      for (Step step : sequence.steps()) {
        Long within = step.within();
        if (step.kind() == Step.Kind.MANDATORY) {
          reach = 0;
        } else if (step.kind() == Step.Kind.NOT && within != null) {
          reach = Math.max(reach, within);
        }
      }
    }
    return maxDelay + reach;
  }
}
