package dev.redthread.pattern.compile;

import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds conditions in their smallest form. */
final class Exprs {
  private Exprs() {}

  static Expr and(List<Expr> parts) {
    List<Expr> flat = new ArrayList<>();
    for (Expr part : parts) {
      if (part instanceof Expr.And inner) {
        flat.addAll(inner.parts());
      } else {
        flat.add(part);
      }
    }
    return flat.size() == 1 ? flat.get(0) : new Expr.And(flat);
  }

  static Expr or(List<Expr> parts) {
    List<Expr> flat = new ArrayList<>();
    for (Expr part : parts) {
      if (part instanceof Expr.Or inner) {
        flat.addAll(inner.parts());
      } else {
        flat.add(part);
      }
    }
    return flat.size() == 1 ? flat.get(0) : new Expr.Or(flat);
  }

  /** The same condition over fields of other names. */
  static Expr rename(Expr expr, UnaryOperator<String> names) {
    if (expr instanceof Expr.And and) {
      return new Expr.And(and.parts().stream().map(part -> rename(part, names)).toList());
    } else if (expr instanceof Expr.Or or) {
      return new Expr.Or(or.parts().stream().map(part -> rename(part, names)).toList());
    } else if (expr instanceof Expr.Not not) {
      return new Expr.Not(rename(not.part(), names));
    } else if (expr instanceof Expr.Test test) {
      return new Expr.Test(names.apply(test.field()), rename(test.match(), names));
    }
    return expr;
  }

  private static Match rename(Match match, UnaryOperator<String> names) {
    return match instanceof Match.EqualsField other
        ? new Match.EqualsField(names.apply(other.field()), other.cased())
        : match;
  }
}
