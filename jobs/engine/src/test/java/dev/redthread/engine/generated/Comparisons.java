package dev.redthread.engine.generated;

import dev.redthread.engine.reference.RefStep;
import dev.redthread.engine.reference.RefTerm;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What steps compare: out of dice, and in the types of the engine and of the reference. */
final class Comparisons {
  private static final List<String> LITERALS = List.of("1", "5", "x", "2", "-3.25");

  private final Dice dice;

  Comparisons(Dice dice) {
    this.dice = dice;
  }

  /** Gives some of the steps of a sequence something to compare, and some of its absences. */
  List<Step> among(List<Step> steps) {
    List<Step> comparing = amongSteps(steps);
    comparing.replaceAll(
        step ->
            step.kind() == Step.Kind.NOT && dice.percent(60)
                ? step.withWhere(beside(step, steps))
                : step);
    return comparing;
  }

  /** What the event of an absence must satisfy with those of steps before and after it. */
  private List<Constraint> beside(Step absence, List<Step> steps) {
    List<Step> readable =
        new ArrayList<>(
            dice.shuffled(
                steps.stream().filter(step -> step.kind() == Step.Kind.MANDATORY).toList()));
    readable.add(absence);
    List<Constraint> constraints = new ArrayList<>();
    for (int i = dice.pick(List.of(1, 1, 2)); i > 0; i--) {
      constraints.add(constraint(readable));
    }
    return constraints;
  }

  private List<Step> amongSteps(List<Step> steps) {
    List<Step> comparing = new ArrayList<>();
    for (Step step : steps) {
      List<Constraint> constraints = new ArrayList<>();
      for (int i = dice.pick(List.of(0, 1, 1, 2)); i > 0; i--) {
        List<Step> readable =
            comparing.stream().filter(other -> canRead(step, other)).collect(Collectors.toList());
        readable.add(step);
        if (step.kind() != Step.Kind.NOT) {
          constraints.add(constraint(readable));
        }
      }
      comparing.add(step.withWhere(constraints));
    }
    return comparing;
  }

  /** Something that a step asks. */
  RefTerm drawn(List<Step> readable) {
    return toReference(constraint(readable));
  }

  /** Writes it as a pattern file does. */
  static String cel(RefTerm term) {
    if (term instanceof RefTerm.Literal literal) {
      return RefTerm.isNumber(literal.text()) ? literal.text() : "'" + literal.text() + "'";
    } else if (term instanceof RefTerm.Not not) {
      return "!(" + cel(not.part()) + ")";
    } else if (term instanceof RefTerm.Joined joined) {
      return joined.parts().stream()
          .map(Comparisons::cel)
          .collect(Collectors.joining(joined.all() ? " && " : " || ", "(", ")"));
    } else if (term instanceof RefTerm.Compare compare) {
      return cel(compare.left()) + " " + compare.sign() + " " + cel(compare.right());
    }
    return term.text();
  }

  static boolean canRead(Step step, Step other) {
    boolean refused =
        step.kind() == Step.Kind.OPTIONAL && step.least() > 1 && other.kind() == Step.Kind.OPTIONAL;
    return other.kind() != Step.Kind.NOT && !refused;
  }

  private Constraint constraint(List<Step> readable) {
    List<Constraint.Read> fields = new ArrayList<>();
    Term term = dice.percent(75) ? compare(readable, fields) : joined(readable, fields);
    return new Constraint(fields, term);
  }

  private Term joined(List<Step> readable, List<Constraint.Read> fields) {
    Term one = part(readable, fields);
    Term other = part(readable, fields);
    return dice.percent(70)
        ? new Term.Any(List.of(one, other))
        : new Term.Not(new Term.All(List.of(one, other)));
  }

  private Term part(List<Step> readable, List<Constraint.Read> fields) {
    Term part =
        dice.percent(30)
            ? new Term.Has(place(dice.pick(readable), fields))
            : compare(readable, fields);
    return dice.percent(30) ? new Term.Not(part) : part;
  }

  private Term compare(List<Step> readable, List<Constraint.Read> fields) {
    Term.Comparison sign =
        dice.percent(55) ? Term.Comparison.EQUAL : dice.pick(List.of(Term.Comparison.values()));
    int last = readable.size() - 1;
    Term left = new Term.Field(place(readable.get(dice.percent(80) ? last : 0), fields));
    Term right =
        last > 0 && dice.percent(75)
            ? new Term.Field(place(readable.get(dice.between(0, last - 1)), fields))
            : new Term.Literal(GeneratedEvents.value(dice.pick(LITERALS)));
    return new Term.Compare(sign, left, right);
  }

  private static int place(Step step, List<Constraint.Read> fields) {
    Constraint.Read read = read(step.name(), step.rules().size());
    if (!fields.contains(read)) {
      fields.add(read);
    }
    return fields.indexOf(read);
  }

  private static Constraint.Read read(String step, int rules) {
    return new Constraint.Read(step, Collections.nCopies(rules, GeneratedEvents.VALUE));
  }

  static RefTerm toReference(Constraint constraint) {
    return toReference(constraint.term(), constraint.fields());
  }

  private static RefTerm toReference(Term term, List<Constraint.Read> fields) {
    if (term instanceof Term.Literal literal) {
      return new RefTerm.Literal(literal.value().text());
    } else if (term instanceof Term.Field field) {
      return new RefTerm.Field(fields.get(field.place()).step());
    } else if (term instanceof Term.Has has) {
      return new RefTerm.Has(fields.get(has.place()).step());
    } else if (term instanceof Term.Not not) {
      return new RefTerm.Not(toReference(not.part(), fields));
    } else if (term instanceof Term.All all) {
      return new RefTerm.Joined(true, toReference(all.parts(), fields));
    } else if (term instanceof Term.Any any) {
      return new RefTerm.Joined(false, toReference(any.parts(), fields));
    } else if (term instanceof Term.Compare compare) {
      return new RefTerm.Compare(
          compare.comparison().sign(),
          toReference(compare.left(), fields),
          toReference(compare.right(), fields));
    }
    throw new IllegalArgumentException("not generated: " + term);
  }

  private static List<RefTerm> toReference(List<Term> terms, List<Constraint.Read> fields) {
    return terms.stream().map(part -> toReference(part, fields)).toList();
  }

  static Constraint fromReference(RefTerm term, List<RefStep> steps) {
    Map<String, Integer> rules =
        steps.stream().collect(Collectors.toMap(RefStep::name, step -> step.rules().size()));
    List<Constraint.Read> fields =
        term.steps().stream().map(step -> read(step, rules.getOrDefault(step, 0))).toList();
    return new Constraint(fields, term(term, List.copyOf(term.steps())));
  }

  private static Term term(RefTerm term, List<String> steps) {
    if (term instanceof RefTerm.Literal literal) {
      return new Term.Literal(GeneratedEvents.value(literal.text()));
    } else if (term instanceof RefTerm.Field field) {
      return new Term.Field(steps.indexOf(field.step()));
    } else if (term instanceof RefTerm.Has has) {
      return new Term.Has(steps.indexOf(has.step()));
    } else if (term instanceof RefTerm.Not not) {
      return new Term.Not(term(not.part(), steps));
    } else if (term instanceof RefTerm.Joined joined) {
      List<Term> parts = joined.parts().stream().map(part -> term(part, steps)).toList();
      return joined.all() ? new Term.All(parts) : new Term.Any(parts);
    }
    RefTerm.Compare compare = (RefTerm.Compare) term;
    for (Term.Comparison sign : Term.Comparison.values()) {
      if (sign.sign().equals(compare.sign())) {
        return new Term.Compare(sign, term(compare.left(), steps), term(compare.right(), steps));
      }
    }
    throw new IllegalArgumentException("no sign: " + compare.sign());
  }
}
