package dev.redthread.pattern.check;

import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that what a pattern says of times and numbers can be honoured. */
public final class TimesCheck {
  /** What a key's timeline holds at the most; a longer repetition could never be seen. */
  private static final int MOST_EVENTS = 10_000;

  private final Diagnostics diagnostics;

  public TimesCheck(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  public void check(Body.Related related) {
    if (related instanceof Body.Sequence sequence) {
      steps(sequence);
    } else if (related instanceof Body.Windowed window
        && window.kind() == Measure.Kind.EVENTS
        && window.bounds().isFromBelow()
        && window.bounds().leastCount() > MOST_EVENTS) {
      diagnostics.error(
          Code.BAD_VALUE,
          related.references().get(0).place(),
          "a count of more than " + MOST_EVENTS + " events cannot be kept");
    } else if (related instanceof Body.NewValue newValue
        && newValue.learning() > newValue.baseline()) {
      diagnostics.error(
          Code.CONTRADICTORY_TIMES,
          newValue.field().place(),
          "`learning` is longer than `baseline`: nothing older is remembered");
    }
  }

  private void steps(Body.Sequence sequence) {
    List<Body.Stage> steps = sequence.steps();
    for (int i = 0; i < steps.size(); i++) {
      Body.Stage step = steps.get(i);
      if (step.kind() == Step.Kind.NOT) {
        absence(step, steps, i);
        continue;
      }
      bound("within", step.within(), step, sequence.timespan());
      bound("span", step.span(), step, sequence.timespan());
      if (step.least() > MOST_EVENTS) {
        diagnostics.error(
            Code.BAD_VALUE,
            step.name().place(),
            "a repetition of more than " + MOST_EVENTS + " events cannot be kept");
      }
      if (step.within() != null && isFirst(steps, i)) {
        diagnostics.warn(
            Code.CONTRADICTORY_TIMES,
            step.name().place(),
            "`within` of the first step has nothing to count from");
      }
    }
    until(sequence);
  }

  /** Whether a step is the first one, or in the group that is. */
  private static boolean isFirst(List<Body.Stage> steps, int at) {
    Integer group = steps.get(at).group();
    return at == 0 || (group != null && group.equals(steps.get(0).group()));
  }

  private void absence(Body.Stage step, List<Body.Stage> steps, int at) {
    boolean before = steps.subList(0, at).stream().anyMatch(TimesCheck::isMandatory);
    boolean after = steps.subList(at + 1, steps.size()).stream().anyMatch(TimesCheck::isMandatory);
    Long within = step.within();
    if (before && after && within != null) {
      diagnostics.error(
          Code.CONTRADICTORY_TIMES,
          step.name().place(),
          "a `not` between steps takes no `within`",
          "it covers the whole gap between the steps around it that are not optional");
    } else if (before != after && within == null) {
      diagnostics.error(
          Code.ABSENCE_AT_END,
          step.name().place(),
          "a `not` "
              + (before ? "after the last" : "before the first")
              + " step that is not optional needs `within`",
          "how far from that step nothing may happen: within: 1h");
    }
  }

  private void until(Body.Sequence sequence) {
    List<Body.Stage> mandatory = sequence.steps().stream().filter(TimesCheck::isMandatory).toList();
    if (!sequence.until().isEmpty() && mandatory.size() == 1 && mandatory.get(0).least() == 1) {
      diagnostics.error(
          Code.NO_ABSENCE,
          sequence.until().get(0).place(),
          "`until` counts between the first and the last event, and this sequence needs one only");
    }
    Place settled = sequence.settled();
    if (settled != null && !hasAbsence(sequence)) {
      diagnostics.error(
          Code.NO_ABSENCE, settled, "this sequence has no absence that it could wait for");
    }
  }

  /** Whether anything may not be there. */
  public static boolean hasAbsence(Body.Sequence sequence) {
    return !sequence.until().isEmpty()
        || sequence.steps().stream().anyMatch(step -> step.kind() == Step.Kind.NOT);
  }

  private static boolean isMandatory(Body.Stage step) {
    return step.kind() == Step.Kind.MANDATORY;
  }

  private void bound(String key, @Nullable Long bound, Body.Stage step, long timespan) {
    if (bound != null && bound > timespan) {
      diagnostics.error(
          Code.CONTRADICTORY_TIMES,
          step.name().place(),
          "`" + key + "` of the step `" + step.name().text() + "` is longer than the timespan");
    }
  }
}
