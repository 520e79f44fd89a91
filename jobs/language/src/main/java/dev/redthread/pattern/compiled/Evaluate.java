package dev.redthread.pattern.compiled;

import dev.redthread.event.Actor;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a condition holds for an event: plainly, without an index.
 *
 * <p><i>Cost:</i> linear in the condition and in the length of the values it reads.
 *
 * <p><i>Thread safety:</i> no state.
 */
public final class Evaluate {
  private static final int LONGEST_NUMBER = 400;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?");

  private Evaluate() {}

  public static boolean test(Expr expr, Event event) {
    if (expr instanceof Expr.And and) {
      return all(and.parts(), event);
    } else if (expr instanceof Expr.Or or) {
      return any(or.parts(), event);
    } else if (expr instanceof Expr.Not not) {
      return !test(not.part(), event);
    } else if (expr instanceof Expr.Test test) {
      return field(test.match(), event.field(test.field()), event);
    }
    return anyField(((Expr.AnyField) expr).match(), event);
  }

  private static boolean all(List<Expr> parts, Event event) {
    for (Expr part : parts) {
      if (!test(part, event)) {
        return false;
      }
    }
    return true;
  }

  private static boolean any(List<Expr> parts, Event event) {
    for (Expr part : parts) {
      if (test(part, event)) {
        return true;
      }
    }
    return false;
  }

  /** Asks all fields but the one that has a word of ours for each event. */
  private static boolean anyField(Match match, Event event) {
    for (String name : event.fields().names()) {
      if (!name.equals(Actor.KIND) && field(match, event.fields().get(name), event)) {
        return true;
      }
    }
    return false;
  }

  private static boolean field(Match match, @Nullable Value value, Event event) {
    if (match instanceof Match.Exists exists) {
      return exists.present() == (value != null);
    }
    if (value == null) {
      return match instanceof Match.IsNull;
    }
    if (value instanceof Value.Many many) {
      for (Value each : many.values()) {
        if (single(match, each, event)) {
          return true;
        }
      }
      return false;
    }
    return single(match, value, event);
  }

  private static boolean single(Match match, Value value, Event event) {
    if (match instanceof Match.IsNull) {
      return value instanceof Value.Nil;
    }
    if (value instanceof Value.Nil) {
      return false;
    }
    if (match instanceof Match.Compare compare) {
      BigDecimal number = number(value);
      return number != null && compare(compare.order(), number.compareTo(compare.bound()));
    }
    if (match instanceof Match.EqualsField other) {
      return equalsField(other, value, event);
    }
    if (match instanceof Match.PartOfDate date) {
      OptionalInt part =
          value instanceof Value.Text text ? date.part().of(text.value()) : OptionalInt.empty();
      return part.isPresent()
          && date.relation().holds(Integer.compare(part.getAsInt(), date.number()));
    }
    return text(match, value.text());
  }

  /** The tests of a value's text. */
  private static boolean text(Match match, String text) {
    if (match instanceof Match.Equal equal) {
      return (equal.cased() ? text : Fold.fold(text)).equals(equal.text());
    } else if (match instanceof Match.StartsWith start) {
      return (start.cased() ? text : Fold.fold(text)).startsWith(start.text());
    } else if (match instanceof Match.EndsWith end) {
      return (end.cased() ? text : Fold.fold(text)).endsWith(end.text());
    } else if (match instanceof Match.Contains contains) {
      return (contains.cased() ? text : Fold.fold(text)).contains(contains.text());
    } else if (match instanceof Match.Wildcard wildcard) {
      return wildcard.pattern().matches(wildcard.cased() ? text : Fold.fold(text));
    } else if (match instanceof Match.Regex regex) {
      return regex.pattern().matcher(text).find();
    }
    return match instanceof Match.Cidr cidr && inNetwork(cidr, Address.parse(text));
  }

  private static boolean equalsField(Match.EqualsField match, Value value, Event event) {
    Value other = event.field(match.field());
    if (other == null) {
      return false;
    }
    String text = match.cased() ? value.text() : Fold.fold(value.text());
    for (Value each : other.each()) {
      if (!(each instanceof Value.Nil)) {
        String otherText = each.text();
        if (text.equals(match.cased() ? otherText : Fold.fold(otherText))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean compare(Match.Order order, int sign) {
    return switch (order) {
      case LT -> sign < 0;
      case LTE -> sign <= 0;
      case GT -> sign > 0;
      case GTE -> sign >= 0;
    };
  }

  /** The exact number that a single value is, or null when it is none. */
  public static @Nullable BigDecimal number(Value value) {
    if (value instanceof Value.Whole whole) {
      return BigDecimal.valueOf(whole.value());
    } else if (value instanceof Value.Decimal decimal) {
      return decimal.value();
    }
    return value instanceof Value.Text text ? number(text.value()) : null;
  }

  /** The exact number that a text is, or null when it is none. */
  public static @Nullable BigDecimal number(String text) {
    boolean fits = text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches();
    return fits ? new BigDecimal(text) : null;
  }

  private static boolean inNetwork(Match.Cidr cidr, byte @Nullable [] address) {
    byte[] network = cidr.network();
    if (address == null || address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < cidr.prefix(); bit += 8) {
      int bits = Math.min(8, cidr.prefix() - bit);
      int mask = 0xFF << (8 - bits);
      if (((address[bit / 8] ^ network[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
