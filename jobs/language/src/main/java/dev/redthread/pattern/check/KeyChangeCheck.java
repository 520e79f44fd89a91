package dev.redthread.pattern.check;

import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses by name what cannot be honoured in a sequence whose key changes. */
public final class KeyChangeCheck {
  private final Diagnostics diagnostics;

  public KeyChangeCheck(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  public void check(Body.Sequence sequence) {
    List<Body.Stage> steps = sequence.steps();
    int lastChange = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).key().isEmpty()) {
        change(steps, i);
        lastChange = i;
      }
    }
    if (!sequence.changesKey()) {
      return;
    }
    steps.stream()
        .filter(step -> step.group() != null)
        .findFirst()
        .ifPresent(
            step ->
                diagnostics.error(
                    Code.NOT_YET,
                    step.name().place(),
                    "`any-order` in a sequence whose key changes cannot be honoured yet",
                    "make the group a sequence of its own that groups by both keys, and that a step"));
    for (Body.Stage step : steps.subList(0, lastChange)) {
      beforeTheLastKey(step);
    }
    if (!sequence.until().isEmpty()) {
      diagnostics.error(
          Code.NOT_YET,
          sequence.until().get(0).place(),
          "`until` in a sequence whose key changes cannot be honoured yet",
          "a `not` between two steps of one key can");
    }
  }

  private void change(List<Body.Stage> steps, int at) {
    Body.Stage step = steps.get(at);
    Set<String> names = new HashSet<>();
    step.key().stream()
        .filter(field -> !names.add(field.text()))
        .forEach(
            field ->
                diagnostics.error(
                    Code.BAD_VALUE,
                    field.place(),
                    "`group-by` names `" + field.text() + "` twice"));
    if (steps.subList(0, at).stream().noneMatch(Body.Stage::isMandatory)) {
      diagnostics.error(
          Code.BAD_VALUE,
          step.key().get(0).place(),
          "no step that is not optional stands before `"
              + step.name().text()
              + "`: nothing to join",
          "the key of the first steps is the `group-by` of the sequence");
      return;
    }
    if (!step.isMandatory()) {
      notYet(step, "an optional step at which the key changes");
    }
    Body.Stage pivot = steps.get(at - 1);
    if (!pivot.isMandatory()) {
      String what = pivot.kind() == Step.Kind.NOT ? "a `not`" : "an optional step";
      notYet(pivot, what + " where the key changes");
    } else if (pivot.least() > 1 || !Integer.valueOf(1).equals(pivot.most())) {
      diagnostics.error(
          Code.NOT_YET,
          pivot.name().place(),
          "a repetition before the step at which the key changes cannot be honoured yet",
          "a correlation that counts can be that step");
    }
  }

  /** What would be decided by an event that comes under a later key. */
  private void beforeTheLastKey(Body.Stage step) {
    if (step.kind() == Step.Kind.OPTIONAL) {
      diagnostics.error(
          Code.NOT_YET,
          step.name().place(),
          "an optional step before the key changes for the last time cannot be honoured yet",
          "it can stand behind the last step that has a `group-by`");
    } else if (!Integer.valueOf(step.least()).equals(step.most())) {
      diagnostics.error(
          Code.NOT_YET,
          step.name().place(),
          "a repetition without an exact number before the key changes for the last time cannot be"
              + " honoured yet",
          "times: " + step.least());
    }
  }

  private void notYet(Body.Stage step, String what) {
    diagnostics.error(
        Code.NOT_YET,
        step.name().place(),
        what + " cannot be honoured yet",
        "the key changes between two steps that are not optional and follow each other");
  }
}
