package dev.redthread.pattern.check;

import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that the steps of a sequence can follow each other as they are written. */
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
    } else if (((Body.EventCount) related).least() > MOST_EVENTS) {
      diagnostics.error(
          Code.BAD_VALUE,
          related.references().get(0).place(),
          "a count of more than " + MOST_EVENTS + " events cannot be kept");
    }
  }

  private void steps(Body.Sequence sequence) {
    List<Body.Stage> steps = sequence.steps();
    for (int i = 0; i < steps.size(); i++) {
      Body.Stage step = steps.get(i);
      if (step.kind() == Step.Kind.NOT) {
        absence(step, steps, i);
      }
      bound("within", step.within(), step, sequence.timespan());
      bound("span", step.span(), step, sequence.timespan());
      if (step.least() > MOST_EVENTS) {
        diagnostics.error(
            Code.BAD_VALUE,
            step.name().place(),
            "a repetition of more than " + MOST_EVENTS + " events cannot be kept");
      }
      if (i == 0 && step.within() != null) {
        diagnostics.warn(
            Code.CONTRADICTORY_TIMES,
            step.name().place(),
            "`within` of the first step has nothing to count from");
      }
    }
  }

  private void absence(Body.Stage step, List<Body.Stage> steps, int at) {
    boolean before = steps.subList(0, at).stream().anyMatch(TimesCheck::isMandatory);
    boolean after = steps.subList(at + 1, steps.size()).stream().anyMatch(TimesCheck::isMandatory);
    if (!before || !after) {
      diagnostics.error(
          Code.ABSENCE_AT_END,
          step.name().place(),
          "a `not` "
              + (before ? "after the last" : "before the first")
              + " step that is not optional cannot be honoured yet");
    }
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
