package dev.redthread.pattern.convert;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the pipe of a Sigma 1 condition.
 *
 * @param type the correlation that says the same
 * @param field what is measured; null for events
 * @param groupBy the fields behind {@code by}
 * @param relation {@code gt} and the like
 * @param number what is compared with
 */
record Aggregation(
    String type, @Nullable String field, List<String> groupBy, String relation, String number) {
  private static final Pattern FORM =
      Pattern.compile(
          "(count|sum|avg)\\s*\\(\\s*([^()\\s]*)\\s*\\)(?:\\s+by\\s+([^<>=]+?))?"
              + "\\s*(<=|>=|==|=|<|>)\\s*(-?[0-9]{1,18}(?:\\.[0-9]{1,9})?)");

  Aggregation {
    groupBy = List.copyOf(groupBy);
  }

  /**
   * The aggregation.
   *
   * @throws CannotConvertException with the reason, for an author
   */
  static Aggregation parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new CannotConvertException(
          text.strip().startsWith("near")
              ? "`near` names selections; write a rule for each and a `temporal` correlation"
              : "no correlation says `" + text.strip() + "`");
    }
    String field = matcher.group(2);
    String function = matcher.group(1);
    if (field.isEmpty() && !function.equals("count")) {
      throw new CannotConvertException("`" + function + "` names no field");
    }
    String by = matcher.group(3);
    if (by == null) {
      throw new CannotConvertException(
          "nothing says by what events are counted; add `by`, such as `by source.ip`");
    }
    String number = matcher.group(5);
    if (function.equals("count") && !number.matches("[0-9]{1,7}")) {
      throw new CannotConvertException("a count is compared with a whole number");
    }
    String type =
        switch (function) {
          case "sum" -> "value_sum";
          case "avg" -> "value_avg";
          default -> field.isEmpty() ? "event_count" : "value_count";
        };
    return new Aggregation(
        type,
        field.isEmpty() ? null : field,
        Arrays.stream(by.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList(),
        relation(matcher.group(4)),
        number);
  }

  private static String relation(String sign) {
    return switch (sign) {
      case "<=" -> "lte";
      case ">=" -> "gte";
      case "<" -> "lt";
      case ">" -> "gt";
      default -> "eq";
    };
  }
}
