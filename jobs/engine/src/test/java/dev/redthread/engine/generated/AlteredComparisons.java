package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Satisfied;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Faults in what steps compare. */
final class AlteredComparisons {

  private AlteredComparisons() {}

  static Map<String, Detectors> faults() {
    return Map.of(
        "where is ignored",
        AlteredPatterns.ofStep(step -> step.withWhere(List.of())),
        "where is ignored of what is optional",
        AlteredPatterns.ofStep(
            step -> step.kind() == Step.Kind.OPTIONAL ? step.withWhere(List.of()) : step),
        "where of a repetition is ignored",
        AlteredPatterns.ofStep(step -> step.least() > 1 ? step.withWhere(List.of()) : step),
        "an absent value satisfies",
        AlteredPatterns.ofStep(step -> altered(step, AlteredComparisons::absentSatisfies)),
        "what is neither true nor false is false",
        AlteredPatterns.ofStep(step -> altered(step, AlteredComparisons::twoValued)),
        "a text is put in order with a number",
        AlteredPatterns.ofStep(step -> altered(step, AlteredComparisons::numbered)),
        "only the first of several values is compared",
        withOneValue(),
        "where reads the first event of a repetition",
        AlteredFindings.keeping(AlteredComparisons::holdsOfFirst),
        "where compares with the latest event of a step only",
        AlteredFindings.keeping(AlteredComparisons::comparesLatest),
        "where with an absent optional step is not satisfied",
        AlteredFindings.keeping(AlteredComparisons::hasAllCompared));
  }

  private static Step altered(Step step, UnaryOperator<Constraint> fault) {
    return step.withWhere(step.where().stream().map(fault).toList());
  }

  private static Constraint absentSatisfies(Constraint constraint) {
    List<Term> parts = new ArrayList<>(List.of(constraint.term()));
    for (int place = 0; place < constraint.fields().size(); place++) {
      parts.add(new Term.Not(new Term.Has(place)));
    }
    return new Constraint(constraint.fields(), new Term.Any(parts));
  }

  /** Each comparison is false where a value that it reads is absent. */
  private static Constraint twoValued(Constraint constraint) {
    return new Constraint(constraint.fields(), twoValued(constraint.term()));
  }

  private static Term twoValued(Term term) {
    if (term instanceof Term.Not not) {
      return new Term.Not(twoValued(not.part()));
    } else if (term instanceof Term.All all) {
      return new Term.All(all.parts().stream().map(AlteredComparisons::twoValued).toList());
    } else if (term instanceof Term.Any any) {
      return new Term.Any(any.parts().stream().map(AlteredComparisons::twoValued).toList());
    } else if (term instanceof Term.Compare compare) {
      List<Term> parts = new ArrayList<>();
      Stream.of(compare.left(), compare.right())
          .filter(Term.Field.class::isInstance)
          .forEach(field -> parts.add(new Term.Has(((Term.Field) field).place())));
      parts.add(term);
      return new Term.All(parts);
    }
    return term;
  }

  private static Constraint numbered(Constraint constraint) {
    return new Constraint(constraint.fields(), numbered(constraint.term()));
  }

  private static Term numbered(Term term) {
    if (term instanceof Term.Not not) {
      return new Term.Not(numbered(not.part()));
    } else if (term instanceof Term.Any any) {
      return new Term.Any(any.parts().stream().map(AlteredComparisons::numbered).toList());
    } else if (term instanceof Term.Compare compare
        && compare.comparison().compareTo(Term.Comparison.LESS) >= 0) {
      return new Term.Compare(
          compare.comparison(),
          new Term.Convert(Term.Type.NUMBER, compare.left()),
          new Term.Convert(Term.Type.NUMBER, compare.right()));
    }
    return term;
  }

  private static Detectors withOneValue() {
    return (patterns, clock, setting) ->
        new Altered(Detectors.REAL.create(patterns, clock, setting)) {
          @Override
          void take(Candidate candidate, Consumer<Candidate> taken) {
            boolean sequence =
                patterns.patterns().get(0).shape() instanceof Shape.Sequence
                    && candidate.event().field(GeneratedEvents.VALUE) instanceof Value.Many;
            taken.accept(sequence ? withFirst(candidate) : candidate);
          }
        };
  }

  private static Candidate withFirst(Candidate candidate) {
    Value first =
        ((Value.Many) Objects.requireNonNull(candidate.event().field(GeneratedEvents.VALUE)))
            .values()
            .get(0);
    Event event = candidate.event().with(GeneratedEvents.VALUE, first);
    return new Candidate(
        candidate.pattern(),
        candidate.group(),
        event,
        candidate.roles(),
        candidate.retracted(),
        candidate.ingestedTime(),
        candidate.original());
  }

  /** Whether what is compared with a repetition holds for its first event as well. */
  private static boolean holdsOfFirst(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    return compared(pattern)
        .filter(each -> each.own.least() == 1)
        .allMatch(
            each -> {
              @Nullable Value[] values = new @Nullable Value[each.constraint.fields().size()];
              for (int i = 0; i < values.length; i++) {
                List<Event> events = events(finding, each.constraint.fields().get(i).step());
                if (events.isEmpty()) {
                  return true;
                }
                values[i] = events.get(0).field(GeneratedEvents.VALUE);
              }
              return Satisfied.by(values, each.constraint);
            });
  }

  /** Whether no later event of a compared step lies before the event that is compared with it. */
  private static boolean comparesLatest(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    return compared(pattern)
        .flatMap(
            each ->
                each.constraint.steps().stream()
                    .filter(step -> !step.equals(each.own.name()))
                    .map(step -> new String[] {step, each.own.name()}))
        .allMatch(
            steps -> {
              List<Event> read = events(finding, steps[0]);
              List<Event> own = events(finding, steps[1]);
              return read.isEmpty()
                  || own.isEmpty()
                  || seen.stream()
                      .filter(candidate -> fills(candidate, pattern, steps[0]))
                      .mapToLong(candidate -> candidate.event().eventTime())
                      .noneMatch(
                          time ->
                              read.get(read.size() - 1).eventTime() < time
                                  && time < own.get(0).eventTime());
            });
  }

  private static boolean hasAllCompared(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    return compared(pattern)
        .filter(each -> each.own.kind() == Step.Kind.MANDATORY)
        .flatMap(each -> each.constraint.steps().stream())
        .noneMatch(step -> events(finding, step).isEmpty());
  }

  private static boolean fills(Candidate candidate, CompiledPattern pattern, String step) {
    return ((Shape.Sequence) pattern.shape())
        .steps().stream()
            .filter(each -> each.name().equals(step))
            .flatMap(each -> each.rules().stream())
            .anyMatch(rule -> (candidate.roles() >> rule & 1) == 1);
  }

  private static List<Event> events(Finding finding, String step) {
    return finding.chain().stream()
        .filter(link -> link.step().equals(step))
        .map(Finding.Link::event)
        .toList();
  }

  private static Stream<Compared> compared(CompiledPattern pattern) {
    return pattern.shape() instanceof Shape.Sequence sequence
        ? sequence.steps().stream()
            .flatMap(step -> step.where().stream().map(each -> new Compared(step, each)))
        : Stream.of();
  }

  private record Compared(Step own, Constraint constraint) {}
}
