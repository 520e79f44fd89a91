package dev.redthread.pattern.compile;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.DatePart;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Selection;
import dev.redthread.pattern.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles one field with its modifiers and values. */
final class ItemCompiler {
  private final ValueLists lists;
  private final Diagnostics diagnostics;

  ItemCompiler(ValueLists lists, Diagnostics diagnostics) {
    this.lists = lists;
    this.diagnostics = diagnostics;
  }

  /** The condition; where a value is wrong, which is reported, it is left out. */
  Expr compile(Selection.Item item) {
    Modifiers modifiers = Modifiers.of(item.modifiers(), diagnostics);
    if (modifiers == null) {
      return new Expr.Or(List.of());
    }
    List<Expr> parts = new ArrayList<>();
    for (YamlNode.Scalar value : item.values()) {
      List<Expr> forms = new ArrayList<>();
      for (Match match : matches(item, modifiers, value)) {
        forms.add(test(item.field().text(), match));
      }
      parts.add(Exprs.or(forms));
    }
    if (modifiers.has(Modifier.NEQ)) {
      return new Expr.Not(Exprs.or(parts));
    }
    return modifiers.has(Modifier.ALL) ? Exprs.and(parts) : Exprs.or(parts);
  }

  private static Expr test(String field, Match match) {
    return field.isEmpty() ? new Expr.AnyField(match) : new Expr.Test(field, match);
  }

  private List<Match> matches(Selection.Item item, Modifiers modifiers, YamlNode.Scalar value) {
    try {
      boolean keyword = item.field().text().isEmpty();
      Modifier type = modifiers.one(Modifier.Kind.TYPE);
      Modifier part = modifiers.one(Modifier.Kind.PART);
      if (part != null) {
        return List.of(part(part, type, keyword, value));
      } else if (type != null) {
        if (keyword && type != Modifier.RE) {
          throw new BadValueException("`" + type.id() + "` needs a field");
        }
        Match match = typed(type, modifiers, value);
        String expense = type == Modifier.RE ? Regexes.expense(value.text()) : null;
        if (expense != null) {
          diagnostics.warn(Code.EXPENSIVE_REGEX, value.place(), expense);
        }
        return List.of(match);
      }
      return texts(keyword, modifiers, value);
    } catch (BadValueException e) {
      diagnostics.error(e.code(), e.in(value), e.reason(), e.hint());
    }
    return List.of();
  }

  private List<Match> texts(boolean keyword, Modifiers modifiers, YamlNode.Scalar value) {
    Modifier position = modifiers.one(Modifier.Kind.POSITION);
    boolean bare = position == null && modifiers.encodings().isEmpty();
    if (value.kind() == YamlNode.Kind.NULL) {
      if (keyword || !bare) {
        throw new BadValueException("null is not a text to look for");
      }
      return List.of(new Match.IsNull());
    }
    boolean cased = modifiers.has(Modifier.CASED);
    boolean any = keyword && position == null;
    boolean left = any || position == Modifier.CONTAINS || position == Modifier.ENDSWITH;
    boolean right = any || position == Modifier.CONTAINS || position == Modifier.STARTSWITH;
    List<Modifier> encodings =
        modifiers.encodings().stream().filter(e -> e != Modifier.EXPAND).toList();
    List<SigmaText> texts =
        modifiers.has(Modifier.EXPAND) && value.kind() == YamlNode.Kind.TEXT
            ? Expansion.of(value.text(), lists)
            : List.of(SigmaText.of(value));
    return texts.stream()
        .flatMap(text -> Encoding.apply(encodings, text).stream())
        .map(text -> text.open(left, right).match(cased))
        .toList();
  }

  private static Match part(
      Modifier part, @Nullable Modifier comparison, boolean keyword, YamlNode.Scalar value) {
    if (keyword) {
      throw new BadValueException("`" + part.id() + "` needs a field");
    }
    DatePart of = DatePart.valueOf(part.name());
    Integer number = value.text().matches("[0-9]{1,4}") ? Integer.valueOf(value.text()) : null;
    if (number == null || number < of.least() || number > of.most()) {
      throw new BadValueException(
          "`" + part.id() + "` takes a whole number from " + of.least() + " to " + of.most());
    }
    Bounds.Relation relation =
        comparison == null ? Bounds.Relation.EQ : Bounds.Relation.valueOf(comparison.name());
    return new Match.PartOfDate(of, relation, number);
  }

  private static Match typed(Modifier type, Modifiers modifiers, YamlNode.Scalar value) {
    if (type == Modifier.EXISTS) {
      if (value.kind() != YamlNode.Kind.FLAG) {
        throw new BadValueException("`exists` takes true or false");
      }
      return new Match.Exists(value.text().equalsIgnoreCase("true"));
    }
    if (value.kind() == YamlNode.Kind.NULL) {
      throw new BadValueException("`" + type.id() + "` takes no null");
    }
    Match.Order order = order(type);
    if (order != null) {
      BigDecimal bound = value.kind() == YamlNode.Kind.FLAG ? null : number(value);
      if (bound == null) {
        throw new BadValueException("`" + type.id() + "` takes a number");
      }
      return new Match.Compare(order, bound);
    }
    return switch (type) {
      case RE -> Regexes.compile(value.text(), modifiers);
      case CIDR -> Networks.parse(value.text());
      default -> new Match.EqualsField(value.text(), modifiers.has(Modifier.CASED));
    };
  }

  private static @Nullable BigDecimal number(YamlNode.Scalar value) {
    return Evaluate.number(value.text());
  }

  private static Match.@Nullable Order order(Modifier type) {
    return switch (type) {
      case LT -> Match.Order.LT;
      case LTE -> Match.Order.LTE;
      case GT -> Match.Order.GT;
      case GTE -> Match.Order.GTE;
      default -> null;
    };
  }
}
