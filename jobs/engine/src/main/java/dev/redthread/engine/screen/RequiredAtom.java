package dev.redthread.engine.screen;

import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Equality tests at least one of which holds whenever a condition does, so that a rule need only be
 * asked of events that carry one of the values.
 */
record RequiredAtom(List<Equality> alternatives) {

  /** That a field has a value; {@code text} is folded already unless cased. */
  record Equality(String field, String text, boolean cased) {}

  /** The required tests of a condition, the fewest there are, or empty when it has none. */
  static Optional<RequiredAtom> of(Expr condition) {
    if (condition instanceof Expr.Test test && test.match() instanceof Match.Equal equal) {
      return Optional.of(
          new RequiredAtom(List.of(new Equality(test.field(), equal.text(), equal.cased()))));
    }
    if (condition instanceof Expr.Or or) {
      return anyOf(or);
    }
    if (condition instanceof Expr.And and) {
      return and.parts().stream()
          .flatMap(part -> of(part).stream())
          .min(Comparator.comparingInt(atom -> atom.alternatives.size()));
    }
    return Optional.empty();
  }

  private static Optional<RequiredAtom> anyOf(Expr.Or or) {
    List<Equality> all = new ArrayList<>();
    for (Expr part : or.parts()) {
      Optional<RequiredAtom> atom = of(part);
      if (atom.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(atom.get().alternatives);
    }
    return Optional.of(new RequiredAtom(all));
  }
}
