package dev.redthread.pattern.compile;

import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Fold;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Selection;
import dev.redthread.pattern.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles one field with its modifiers and values. */
final class ItemCompiler {
  private static final Pattern PERCENT = Pattern.compile("(?<!\\\\)%");
  private static final Pattern PLACEHOLDER = Pattern.compile("%[^%\\s\\\\]+%");

  private final Diagnostics diagnostics;

  ItemCompiler(Diagnostics diagnostics) {
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
      Modifier type = modifiers.one(Modifier.Kind.TYPE);
      if (type != null) {
        boolean keyword = item.field().text().isEmpty();
        if (keyword && type != Modifier.RE) {
          throw new BadValueException("`" + type.id() + "` needs a field");
        }
        return List.of(typed(type, modifiers, value));
      }
      return texts(item.field().text().isEmpty(), modifiers, value);
    } catch (BadValueException e) {
      diagnostics.error(e.code(), value.place(), e.reason(), e.hint());
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
    if (modifiers.has(Modifier.EXPAND) && refusesPlaceholder(value)) {
      return List.of();
    }
    boolean cased = modifiers.has(Modifier.CASED);
    boolean any = keyword && position == null;
    boolean left = any || position == Modifier.CONTAINS || position == Modifier.ENDSWITH;
    boolean right = any || position == Modifier.CONTAINS || position == Modifier.STARTSWITH;
    List<Modifier> encodings =
        modifiers.encodings().stream().filter(e -> e != Modifier.EXPAND).toList();
    return Encoding.apply(encodings, text(value, modifiers)).stream()
        .map(text -> text.open(left, right).match(cased))
        .toList();
  }

  private static SigmaText text(YamlNode.Scalar value, Modifiers modifiers) {
    return switch (value.kind()) {
      case NUMBER -> SigmaText.literal(Value.of(new BigDecimal(value.text())).text());
      case FLAG -> SigmaText.literal(Fold.fold(value.text()));
      case TEXT, NULL ->
          SigmaText.parse(
              modifiers.has(Modifier.EXPAND) ? value.text().replace("\\%", "%") : value.text());
    };
  }

  private boolean refusesPlaceholder(YamlNode.Scalar value) {
    Matcher percent = PERCENT.matcher(value.text());
    if (!percent.find()) {
      return false;
    }
    Matcher name = PLACEHOLDER.matcher(value.text());
    diagnostics.error(
        Code.NOT_YET,
        value.placeAt(percent.start()),
        name.find()
            ? "the placeholder `" + name.group() + "` is unknown; none can be honoured yet"
            : "a placeholder begins or ends here; none can be honoured yet",
        "a percent sign that is meant as such is written `\\%`");
    return true;
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
