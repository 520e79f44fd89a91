package dev.redthread.pattern.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tests of values as text. */
final class MatchText {

  private MatchText() {}

  /** What a value must be. */
  static String of(Match match) {
    if (match instanceof Match.Equal equal) {
      return "is " + quoted(equal.text(), equal.cased());
    } else if (match instanceof Match.StartsWith start) {
      return "starts with " + quoted(start.text(), start.cased());
    } else if (match instanceof Match.EndsWith end) {
      return "ends with " + quoted(end.text(), end.cased());
    } else if (match instanceof Match.Contains contains) {
      return "contains " + quoted(contains.text(), contains.cased());
    } else if (match instanceof Match.Wildcard wildcard) {
      return "is like " + quoted(wildcard.written(), wildcard.cased());
    } else if (match instanceof Match.Regex regex) {
      return "matches /" + regex.pattern().pattern() + "/ flags " + regex.pattern().flags();
    } else if (match instanceof Match.Cidr cidr) {
      return "is in " + address(cidr.network()) + "/" + cidr.prefix();
    } else if (match instanceof Match.Compare compare) {
      return compare.order().sign() + " " + compare.bound().toPlainString();
    } else if (match instanceof Match.PartOfDate date) {
      return "is a date whose "
          + date.part().name().toLowerCase(Locale.ROOT)
          + " "
          + date.relation().sign()
          + " "
          + date.number();
    } else if (match instanceof Match.Exists exists) {
      return exists.present() ? "is present" : "is absent";
    } else if (match instanceof Match.EqualsField other) {
      return "equals the field " + other.field() + (other.cased() ? " cased" : "");
    }
    return "is null or absent";
  }

  private static String quoted(String text, boolean cased) {
    String shown =
        text.codePoints()
            .mapToObj(
                point ->
                    Character.isISOControl(point)
                        ? String.format("\\u%04x", point)
                        : Character.toString(point))
            .collect(Collectors.joining());
    return "\"" + shown + "\"" + (cased ? " cased" : "");
  }

  private static String address(byte[] network) {
    List<String> parts = new ArrayList<>();
    if (network.length == 4) {
      for (byte each : network) {
        parts.add(String.valueOf(Byte.toUnsignedInt(each)));
      }
      return String.join(".", parts);
    }
    for (int i = 0; i < network.length; i += 2) {
      parts.add(
          Integer.toHexString(
              Byte.toUnsignedInt(network[i]) << 8 | Byte.toUnsignedInt(network[i + 1])));
    }
    return String.join(":", parts).replaceFirst("(:0)+$", "::");
  }
}
