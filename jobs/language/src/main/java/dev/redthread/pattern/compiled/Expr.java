package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;

/**
 * A condition on one event.
 *
 * <p>A {@link Test} on an absent field is false unless its {@link Match} says otherwise; a test on
 * a field of several values is true when any of them passes.
 */
public sealed interface Expr extends Serializable {

  /** True when all are; the empty conjunction is true. */
  record And(List<Expr> parts) implements Expr {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** True when any is; the empty disjunction is false. */
  record Or(List<Expr> parts) implements Expr {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** True when its part is false. */
  record Not(Expr part) implements Expr {}

  /** One test of one field. */
  record Test(String field, Match match) implements Expr {}

  /** True when any field has a value that passes: a Sigma keyword. */
  record AnyField(Match match) implements Expr {}
}
