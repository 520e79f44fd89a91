package dev.redthread.pattern.compile;

import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Condition;
import dev.redthread.pattern.model.Detection;
import dev.redthread.pattern.model.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles a detection to a condition over field names as written. */
final class DetectionCompiler {
  private final ItemCompiler items;

  DetectionCompiler(ValueLists lists, Diagnostics diagnostics) {
    this.items = new ItemCompiler(lists, diagnostics);
  }

  Expr compile(Detection detection) {
    Map<String, Expr> selections = new HashMap<>();
    for (Detection.Named named : detection.selections()) {
      selections.put(named.name().text(), selection(named.selection()));
    }
    return Exprs.or(
        detection.conditions().stream()
            .map(condition -> condition(condition, detection, selections))
            .toList());
  }

  private Expr selection(Selection selection) {
    if (selection instanceof Selection.AllOf all) {
      return Exprs.and(all.parts().stream().map(this::selection).toList());
    } else if (selection instanceof Selection.AnyOf any) {
      return Exprs.or(any.parts().stream().map(this::selection).toList());
    }
    return items.compile((Selection.Item) selection);
  }

  private static Expr condition(
      Condition condition, Detection detection, Map<String, Expr> selections) {
    if (condition instanceof Condition.Both both) {
      return Exprs.and(conditions(both.parts(), detection, selections));
    } else if (condition instanceof Condition.Either either) {
      return Exprs.or(conditions(either.parts(), detection, selections));
    } else if (condition instanceof Condition.Negated negated) {
      return new Expr.Not(condition(negated.part(), detection, selections));
    } else if (condition instanceof Condition.Name name) {
      return selections.getOrDefault(name.name().text(), new Expr.Or(List.of()));
    }
    Condition.Quantified quantified = (Condition.Quantified) condition;
    List<Expr> covered =
        detection.selections().stream()
            .map(named -> named.name().text())
            .filter(quantified::covers)
            .map(name -> selections.getOrDefault(name, new Expr.Or(List.of())))
            .toList();
    return quantified.all() ? Exprs.and(covered) : Exprs.or(covered);
  }

  private static List<Expr> conditions(
      List<Condition> parts, Detection detection, Map<String, Expr> selections) {
    return parts.stream().map(part -> condition(part, detection, selections)).toList();
  }
}
