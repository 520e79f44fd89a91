package dev.redthread.engine.generated;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.DatePart;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on one event, decided plainly: a second reading of the rules for Sigma conditions,
 * written without a look at the first.
 */
final class PlainExpr {

  /** The addresses that generated events have, as bits. */
  static final Map<String, String> ADDRESSES =
      Map.of(
          "10.0.0.7", "00001010000000000000000000000111",
          "10.0.1.7", "00001010000000000000000100000111",
          "192.168.0.1", "11000000101010000000000000000001",
          "::ffff:10.0.0.7", "00001010000000000000000000000111");

  /** The dates that generated events have; the 29th of February 2023 is none. */
  private static final Map<String, Map<DatePart, Integer>> DATES =
      Map.of(
          "2024-02-29T05:01:00Z",
          Map.of(
              DatePart.YEAR, 2024,
              DatePart.MONTH, 2,
              DatePart.WEEK, 9,
              DatePart.DAY, 29,
              DatePart.HOUR, 5,
              DatePart.MINUTE, 1),
          "2024-02-29",
          Map.of(DatePart.YEAR, 2024, DatePart.MONTH, 2, DatePart.WEEK, 9, DatePart.DAY, 29));

  private PlainExpr() {}

  static boolean holds(Expr expr, Event event) {
    if (expr instanceof Expr.And and) {
      return and.parts().stream().allMatch(part -> holds(part, event));
    } else if (expr instanceof Expr.Or or) {
      return or.parts().stream().anyMatch(part -> holds(part, event));
    } else if (expr instanceof Expr.Not not) {
      return !holds(not.part(), event);
    } else if (expr instanceof Expr.AnyField any) {
      return event.fields().names().stream()
          .anyMatch(name -> passes(any.match(), event.fields().get(name), event));
    }
    Expr.Test test = (Expr.Test) expr;
    return passes(test.match(), event.field(test.field()), event);
  }

  private static boolean passes(Match match, @Nullable Value value, Event event) {
    if (match instanceof Match.Exists exists) {
      return exists.present() == (value != null);
    }
    if (value == null) {
      return match instanceof Match.IsNull;
    }
    return value.each().stream().anyMatch(each -> passesOne(match, each, event));
  }

  private static boolean passesOne(Match match, Value value, Event event) {
    if (value instanceof Value.Nil) {
      return match instanceof Match.IsNull;
    } else if (match instanceof Match.Compare compare) {
      return compares(compare, value);
    } else if (match instanceof Match.EqualsField field) {
      Value other = event.field(field.field());
      return other != null
          && other.each().stream()
              .filter(each -> !(each instanceof Value.Nil))
              .anyMatch(each -> equal(text(each), text(value), field.cased()));
    } else if (match instanceof Match.Cidr cidr) {
      String bits = ADDRESSES.get(text(value));
      return bits != null
          && bits.length() == cidr.network().length * 8
          && bits.startsWith(prefix(cidr));
    }
    if (match instanceof Match.PartOfDate date) {
      Integer part =
          DATES
              .getOrDefault(value instanceof Value.Text ? value.text() : "", Map.of())
              .get(date.part());
      return part != null
          && switch (date.relation()) {
            case GT -> part > date.number();
            case GTE -> part >= date.number();
            case LT -> part < date.number();
            case LTE -> part <= date.number();
            case EQ -> part == date.number();
            case NEQ -> part != date.number();
          };
    }
    return passesText(match, text(value));
  }

  private static boolean passesText(Match match, String text) {
    if (match instanceof Match.Equal equal) {
      return equal(text, equal.text(), equal.cased());
    } else if (match instanceof Match.StartsWith start) {
      int length = start.text().length();
      return text.length() >= length
          && equal(text.substring(0, length), start.text(), start.cased());
    } else if (match instanceof Match.EndsWith end) {
      int from = text.length() - end.text().length();
      return from >= 0 && equal(text.substring(from), end.text(), end.cased());
    } else if (match instanceof Match.Contains contains) {
      return glob("*" + contains.text() + "*", text, contains.cased());
    } else if (match instanceof Match.Wildcard wildcard) {
      return glob(wildcard.written(), text, wildcard.cased());
    }
    return match instanceof Match.Regex regex
        && Pattern.compile(regex.pattern().pattern()).matcher(text).find();
  }

  /** Whether pieces with {@code *} and {@code ?} are the whole text; no generated piece escapes. */
  private static boolean glob(String pieces, String text, boolean cased) {
    if (pieces.isEmpty()) {
      return text.isEmpty();
    }
    String rest = pieces.substring(1);
    if (pieces.charAt(0) == '*') {
      for (int i = 0; i <= text.length(); i++) {
        if (glob(rest, text.substring(i), cased)) {
          return true;
        }
      }
      return false;
    }
    return !text.isEmpty()
        && (pieces.charAt(0) == '?' || equal(text.substring(0, 1), pieces.substring(0, 1), cased))
        && glob(rest, text.substring(1), cased);
  }

  private static boolean equal(String one, String other, boolean cased) {
    if (cased || one.length() != other.length()) {
      return one.equals(other);
    }
    for (int i = 0; i < one.length(); i++) {
      if (!isSameLetter(one.charAt(i), other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The Turkish İ and ı are letters of their own. */
  private static boolean isSameLetter(char one, char other) {
    if (one == other) {
      return true;
    }
    String turkish = "\u0130\u0131";
    return turkish.indexOf(one) < 0
        && turkish.indexOf(other) < 0
        && String.valueOf(one).equalsIgnoreCase(String.valueOf(other));
  }

  private static boolean compares(Match.Compare compare, Value value) {
    List<BigDecimal> numbers = new ArrayList<>();
    if (value instanceof Value.Text || value instanceof Value.Whole) {
      try {
        numbers.add(new BigDecimal(value.text()));
      } catch (NumberFormatException noNumber) {
        return false;
      }
    } else if (value instanceof Value.Decimal decimal) {
      numbers.add(decimal.value());
    }
    return numbers.stream()
        .mapToInt(number -> number.compareTo(compare.bound()))
        .anyMatch(
            sign ->
                switch (compare.order()) {
                  case LT -> sign < 0;
                  case LTE -> sign <= 0;
                  case GT -> sign > 0;
                  case GTE -> sign >= 0;
                });
  }

  private static String text(Value value) {
    return value instanceof Value.Decimal decimal
        ? decimal.value().stripTrailingZeros().toPlainString()
        : value.text();
  }

  private static String prefix(Match.Cidr cidr) {
    StringBuilder bits = new StringBuilder();
    for (byte part : cidr.network()) {
      String eight = Integer.toBinaryString((part & 0xFF) | 0x100);
      bits.append(eight.substring(1));
    }
    return bits.substring(0, cidr.prefix());
  }
}
