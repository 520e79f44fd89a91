package dev.redthread.pattern.compile;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.redthread.event.Value;
import dev.redthread.event.ValueType;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns one part of a parsed {@code where} into a term, and checks names and types on the way. */
final class WhereTerms {
  private static final Map<String, Term.Comparison> COMPARISONS =
      Map.of(
          "_==_", Term.Comparison.EQUAL,
          "_!=_", Term.Comparison.UNEQUAL,
          "_<_", Term.Comparison.LESS,
          "_<=_", Term.Comparison.LESS_OR_EQUAL,
          "_>_", Term.Comparison.GREATER,
          "_>=_", Term.Comparison.GREATER_OR_EQUAL);
  private static final String ALLOWED =
      "a `where` knows == != < <= > >= && || ! in, has(), contains(), startsWith(), endsWith(),"
          + " matches(), string(), int(), double()";

  /** What a {@code not} calls its own event. */
  private static final String ABSENCE = "not";

  private final List<Body.Stage> steps;
  private final int at;
  private final WhereParser.TypeOf types;
  private final CelSource source;
  private final YamlNode.Scalar where;
  private final Diagnostics diagnostics;
  private final List<Wheres.Read> reads = new ArrayList<>();

  WhereTerms(
      List<Body.Stage> steps,
      int at,
      WhereParser.TypeOf types,
      CelSource source,
      YamlNode.Scalar where,
      Diagnostics diagnostics) {
    this.steps = steps;
    this.at = at;
    this.types = types;
    this.source = source;
    this.where = where;
    this.diagnostics = diagnostics;
  }

  /** What was read, in the order of the places that the term has. */
  List<Wheres.Read> reads() {
    return reads;
  }

  /** The part as a boolean that reads something, or null when it is none, which is reported. */
  @Nullable Term constraint(CelExpr expr) {
    Typed typed = flag(expr);
    if (typed != null && reads.isEmpty()) {
      error(Code.WHERE_TYPE, expr, "this compares no field of any step", null);
      return null;
    }
    return typed == null ? null : typed.term;
  }

  /** A term with what its values are, where that is known. */
  private record Typed(Term term, Optional<ValueType> type) {
    static Typed flag(Term term) {
      return new Typed(term, Optional.of(ValueType.FLAG));
    }

    boolean mayBe(ValueType wanted) {
      return type.isEmpty() || type.get() == wanted;
    }
  }

  private @Nullable Typed typed(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr);
      case SELECT -> select(expr);
      case IDENT -> ident(expr);
      case CALL -> call(expr, expr.call().function(), expr.call().args());
      default -> refused(expr, "this");
    };
  }

  private @Nullable Typed flag(CelExpr expr) {
    Typed typed = typed(expr);
    if (typed == null || typed.mayBe(ValueType.FLAG)) {
      return typed;
    }
    error(
        Code.WHERE_TYPE,
        expr,
        "this is " + what(typed) + ", not true or false",
        "compare it with ==");
    return null;
  }

  private @Nullable Typed text(CelExpr expr) {
    Typed typed = typed(expr);
    if (typed == null || typed.mayBe(ValueType.TEXT)) {
      return typed;
    }
    error(
        Code.WHERE_TYPE, expr, "this is " + what(typed) + ", not a text", "string() makes it one");
    return null;
  }

  private static String what(Typed typed) {
    return typed
        .type
        .map(
            type ->
                switch (type) {
                  case TEXT -> "a text";
                  case NUMBER -> "a number";
                  case FLAG -> "a boolean";
                })
        .orElse("unknown");
  }

  private @Nullable Typed constant(CelExpr expr) {
    CelConstant constant = expr.constant();
    return switch (constant.getKind()) {
      case STRING_VALUE -> literal(Value.of(constant.stringValue()), ValueType.TEXT);
      case BOOLEAN_VALUE -> literal(Value.of(constant.booleanValue()), ValueType.FLAG);
      case INT64_VALUE -> literal(Value.of(constant.int64Value()), ValueType.NUMBER);
      case UINT64_VALUE ->
          literal(
              Value.of(new BigDecimal(constant.uint64Value().bigIntegerValue())), ValueType.NUMBER);
      case DOUBLE_VALUE -> decimal(expr, constant.doubleValue());
      case NULL_VALUE -> {
        error(
            Code.WHERE_TYPE,
            expr,
            "a null is as if the field were absent and equals nothing",
            "!has(login.source.ip)");
        yield null;
      }
      default -> refused(expr, "this constant");
    };
  }

  private @Nullable Typed decimal(CelExpr expr, double value) {
    return Double.isFinite(value)
        ? literal(Value.of(BigDecimal.valueOf(value)), ValueType.NUMBER)
        : refused(expr, "a number of that size");
  }

  private static Typed literal(Value value, ValueType type) {
    return new Typed(new Term.Literal(value), Optional.of(type));
  }

  private @Nullable Typed ident(CelExpr expr) {
    String name = expr.ident().name();
    Body.Stage step = step(expr, name);
    if (step != null) {
      error(
          Code.WHERE_STEP,
          expr,
          "`" + name + "` is a step; what can be compared are fields of its event",
          name + ".source.ip");
    }
    return null;
  }

  /** A chain of selections is a field of the step that it begins with. */
  private @Nullable Typed select(CelExpr expr) {
    List<String> names = new ArrayList<>();
    CelExpr root = expr;
    while (root.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      names.add(0, root.select().field());
      root = root.select().operand();
    }
    if (root.getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return refused(expr, "a part of this");
    }
    Body.Stage step = step(root, root.ident().name());
    if (step == null) {
      return null;
    }
    int place = place(step, String.join(".", names), root);
    return expr.select().testOnly() ? Typed.flag(new Term.Has(place)) : field(step, place);
  }

  private Typed field(Body.Stage step, int place) {
    return new Typed(new Term.Field(place), types.of(step, reads.get(place).field().text()));
  }

  private int place(Body.Stage step, String field, CelExpr at) {
    for (int i = 0; i < reads.size(); i++) {
      Wheres.Read read = reads.get(i);
      if (read.step().equals(step) && read.field().text().equals(field)) {
        return i;
      }
    }
    reads.add(new Wheres.Read(step, new Word(placeOf(at), field)));
    return reads.size() - 1;
  }

  /** The step of a name, if its event is known where this is decided. */
  private Body.@Nullable Stage step(CelExpr expr, String name) {
    boolean beside = steps.get(at).kind() == Step.Kind.NOT;
    if (beside && name.equals(ABSENCE)) {
      return steps.get(at);
    }
    List<String> known = new ArrayList<>(beside ? List.of(ABSENCE) : List.of());
    for (int i = 0; i < steps.size(); i++) {
      Body.Stage step = steps.get(i);
      boolean absence = step.kind() == Step.Kind.NOT;
      if (beside ? step.isMandatory() : !absence && i <= at) {
        known.add(step.name().text());
      }
      if (step.name().text().equals(name)) {
        if (absence) {
          error(
              Code.WHERE_STEP,
              expr,
              "`" + name + "` is no step: its event must not be there",
              "a `not` can compare its event with those of steps in a `where` of its own");
          return null;
        } else if (beside && !step.isMandatory()) {
          error(
              Code.WHERE_STEP,
              expr,
              "the step `" + name + "` is optional, and optional steps never decide",
              "a `not` compares with steps that must be there");
          return null;
        } else if (!beside && i > at) {
          error(
              Code.WHERE_STEP,
              expr,
              "the step `" + name + "` comes later, its event is not known here",
              "write the comparison in the step `" + name + "`");
          return null;
        }
        return step;
      }
    }
    String hint = NearestName.hint(name, known);
    error(
        Code.WHERE_STEP,
        expr,
        "the sequence has no step `" + name + "`",
        hint != null ? hint : "here there are: " + String.join(", ", known));
    return null;
  }

  private @Nullable Typed call(CelExpr expr, String function, List<CelExpr> args) {
    Term.Comparison comparison = COMPARISONS.get(function);
    if (comparison != null) {
      return compare(expr, comparison, args.get(0), args.get(1));
    }
    return switch (function) {
      case "_&&_", "_||_" -> joined(function, args);
      case "!_" -> not(args.get(0));
      case "@in" -> in(args.get(0), args.get(1));
      case "_[_]" -> index(expr, args.get(0), args.get(1));
      case "contains" -> contains(expr, Term.Where.ANYWHERE);
      case "startsWith" -> contains(expr, Term.Where.AT_START);
      case "endsWith" -> contains(expr, Term.Where.AT_END);
      case "matches" -> matches(expr);
      case "string" -> convert(expr, Term.Type.TEXT, ValueType.TEXT);
      case "int" -> convert(expr, Term.Type.WHOLE, ValueType.NUMBER);
      case "double" -> convert(expr, Term.Type.NUMBER, ValueType.NUMBER);
      default -> refused(expr, "`" + function.replace("_", "") + "`");
    };
  }

  private @Nullable Typed compare(
      CelExpr expr, Term.Comparison comparison, CelExpr left, CelExpr right) {
    Typed one = typed(left);
    Typed other = typed(right);
    if (one == null || other == null) {
      return null;
    }
    if (one.type.isPresent() && !other.mayBe(one.type.get())) {
      error(
          Code.WHERE_TYPE,
          expr,
          what(one) + " and " + what(other) + " cannot be compared",
          "string() and double() convert a value");
      return null;
    }
    return Typed.flag(new Term.Compare(comparison, one.term, other.term));
  }

  private @Nullable Typed joined(String function, List<CelExpr> args) {
    List<Term> parts = new ArrayList<>();
    boolean good = true;
    for (CelExpr arg : args) {
      Typed part = flag(arg);
      good &= part != null;
      if (part != null) {
        parts.add(part.term);
      }
    }
    if (!good) {
      return null;
    }
    return Typed.flag(function.equals("_&&_") ? new Term.All(parts) : new Term.Any(parts));
  }

  private @Nullable Typed not(CelExpr arg) {
    Typed part = flag(arg);
    return part == null ? null : Typed.flag(new Term.Not(part.term));
  }

  private @Nullable Typed in(CelExpr element, CelExpr list) {
    if (list.getKind() == CelExpr.ExprKind.Kind.IDENT
        && element.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && element.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      Body.Stage step = step(list, list.ident().name());
      return step == null
          ? null
          : Typed.flag(new Term.Has(place(step, element.constant().stringValue(), list)));
    }
    Typed part = typed(element);
    if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
      return refused(list, "`in` without a list of constants");
    }
    List<Value> values = new ArrayList<>();
    for (CelExpr each : list.list().elements()) {
      if (each.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
        return refused(each, "a list of anything but constants");
      }
      Typed value = constant(each);
      if (value == null || part == null) {
        return null;
      }
      if (part.type.isPresent() && !value.mayBe(part.type.get())) {
        error(
            Code.WHERE_TYPE,
            each,
            what(part) + " and " + what(value) + " cannot be compared",
            "string() and double() convert a value");
        return null;
      }
      values.add(((Term.Literal) value.term).value());
    }
    return part == null ? null : Typed.flag(new Term.OneOf(part.term, values));
  }

  private @Nullable Typed index(CelExpr expr, CelExpr operand, CelExpr key) {
    boolean field =
        operand.getKind() == CelExpr.ExprKind.Kind.IDENT
            && key.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && key.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    if (!field) {
      return refused(expr, "`[]` but for the name of a field behind a step");
    }
    Body.Stage step = step(operand, operand.ident().name());
    return step == null ? null : field(step, place(step, key.constant().stringValue(), operand));
  }

  private @Nullable Typed contains(CelExpr expr, Term.Where place) {
    CelExpr target = expr.call().target().orElse(null);
    if (target == null || expr.call().args().size() != 1) {
      return refused(expr, "`" + place.function() + "` in this form");
    }
    Typed text = text(target);
    Typed part = text(expr.call().args().get(0));
    return text == null || part == null
        ? null
        : Typed.flag(new Term.Contains(place, text.term, part.term));
  }

  private @Nullable Typed matches(CelExpr expr) {
    CelExpr target = expr.call().target().orElse(null);
    List<CelExpr> args = expr.call().args();
    if (target == null
        || args.size() != 1
        || args.get(0).getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || args.get(0).constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      return refused(expr, "`matches` with anything but a constant expression");
    }
    Typed text = text(target);
    try {
      String regex = args.get(0).constant().stringValue();
      return text == null
          ? null
          : Typed.flag(
              new Term.Matches(
                  text.term, Regexes.compile(regex, new Modifiers(List.of())).pattern()));
    } catch (BadValueException bad) {
      error(bad.code(), args.get(0), bad.reason(), bad.hint());
      return null;
    }
  }

  private @Nullable Typed convert(CelExpr expr, Term.Type to, ValueType type) {
    if (expr.call().target().isPresent() || expr.call().args().size() != 1) {
      return refused(expr, "`" + to.function() + "` in this form");
    }
    Typed part = typed(expr.call().args().get(0));
    if (part != null && to != Term.Type.TEXT && part.type.equals(Optional.of(ValueType.FLAG))) {
      error(Code.WHERE_TYPE, expr, "a boolean is no number", null);
      return null;
    }
    return part == null ? null : new Typed(new Term.Convert(to, part.term), Optional.of(type));
  }

  private @Nullable Typed refused(CelExpr expr, String what) {
    error(Code.WHERE_SYNTAX, expr, what + " cannot be used in a `where`", ALLOWED);
    return null;
  }

  private void error(Code code, CelExpr expr, String message, @Nullable String hint) {
    if (hint == null) {
      diagnostics.error(code, placeOf(expr), message);
    } else {
      diagnostics.error(code, placeOf(expr), message, hint);
    }
  }

  private Place placeOf(CelExpr expr) {
    int first = first(expr);
    if (first == Integer.MAX_VALUE) {
      return where.place();
    }
    int points = where.text().codePointCount(0, where.text().length());
    return where.placeAt(where.text().offsetByCodePoints(0, Math.min(first, points)));
  }

  /** Where the first piece of an expression stands, in code points. */
  private int first(CelExpr expr) {
    int first = source.getPositionsMap().getOrDefault(expr.id(), Integer.MAX_VALUE);
    if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT) {
      first = Math.min(first, first(expr.select().operand()));
    } else if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      for (CelExpr arg : expr.call().args()) {
        first = Math.min(first, first(arg));
      }
      if (expr.call().target().isPresent()) {
        first = Math.min(first, first(expr.call().target().get()));
      }
    }
    return first;
  }
}
