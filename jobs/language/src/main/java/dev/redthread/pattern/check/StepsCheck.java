package dev.redthread.pattern.check;

import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warns of steps and absences that no event can fill or refute. */
public final class StepsCheck {
  private final References references;
  private final SourceCatalog catalog;
  private final Diagnostics diagnostics;

  public StepsCheck(References references, SourceCatalog catalog, Diagnostics diagnostics) {
    this.references = references;
    this.catalog = catalog;
    this.diagnostics = diagnostics;
  }

  public void check(Body.Related related) {
    if (related instanceof Body.Sequence sequence) {
      sequence.steps().forEach(this::source);
      if (!sequence.until().isEmpty() && sequence.until().stream().allMatch(this::isMissing)) {
        vacuous(sequence.until().get(0), "`until`");
      }
      reach(sequence);
    } else {
      related.references().stream().filter(this::isMissing).forEach(rule -> waits(rule, rule));
    }
  }

  private void source(Body.Stage step) {
    if (!step.rules().isEmpty() && step.rules().stream().allMatch(this::isMissing)) {
      if (step.kind() == Step.Kind.NOT) {
        vacuous(step.rules().get(0), "this `not`");
      } else {
        waits(step.rules().get(0), step.name());
      }
    }
  }

  private void waits(Word rule, Word step) {
    diagnostics.warn(
        Code.NO_SOURCE,
        rule.place(),
        "no configured source delivers `" + rule.text() + "`",
        "`" + step.text() + "` will never be there");
  }

  private void vacuous(Word rule, String what) {
    diagnostics.warn(
        Code.VACUOUS_ABSENCE,
        rule.place(),
        "no configured source delivers `" + rule.text() + "`: nothing can refute " + what);
  }

  private boolean isMissing(Word rule) {
    Body body = references.find(rule.text()).flatMap(Document::body).orElse(null);
    return body instanceof Body.EventRule event && catalog.offering(event.logsource()).isEmpty();
  }

  private void reach(Body.Sequence sequence) {
    List<Body.Stage> steps = sequence.steps();
    for (int at = 0; at < steps.size(); at++) {
      Body.Stage step = steps.get(at);
      boolean before = isBeside(steps.subList(0, at), step);
      boolean after = isBeside(steps.subList(at + 1, steps.size()), step);
      if (step.kind() == Step.Kind.NOT || !before || !after) {
        continue;
      }
      if (areAll(step.rules(), sequence.until())) {
        unreachable(step, "its events are what `until` waits for");
      } else if (step.kind() == Step.Kind.OPTIONAL
          && step.group() == null
          && areAll(step.rules(), barred(steps, at))) {
        unreachable(step, "its events are what the `not` between the same steps forbids");
      }
    }
  }

  /** Whether one of some steps is mandatory, and always on their side of a step. */
  private static boolean isBeside(List<Body.Stage> steps, Body.Stage step) {
    return steps.stream()
        .anyMatch(
            other ->
                other.isMandatory()
                    && (step.group() == null || !step.group().equals(other.group())));
  }

  private void unreachable(Body.Stage step, String why) {
    diagnostics.warn(
        Code.UNREACHABLE_STEP,
        step.name().place(),
        "no event can fill the step `" + step.name().text() + "`: " + why);
  }

  /** What may not be between the mandatory steps around a place. */
  private static List<Word> barred(List<Body.Stage> steps, int at) {
    int from = at;
    while (!steps.get(from).isMandatory()) {
      from--;
    }
    int to = at;
    while (!steps.get(to).isMandatory()) {
      to++;
    }
    List<Word> rules = new ArrayList<>();
    steps.subList(from, to).stream()
        .filter(step -> step.kind() == Step.Kind.NOT)
        .forEach(step -> rules.addAll(step.rules()));
    return rules;
  }

  /** Whether each of some rules is one of others, by whichever of its names. */
  private boolean areAll(List<Word> rules, List<Word> others) {
    return rules.stream()
        .allMatch(
            rule -> {
              Optional<Document> meant = references.find(rule.text());
              return meant.isPresent()
                  && others.stream()
                      .anyMatch(
                          other -> meant.get().is(references.find(other.text()).orElse(null)));
            });
  }
}
