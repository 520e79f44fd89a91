package dev.redthread.pattern.compiled;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a date.
 *
 * <p>A date is a text as ISO 8601 and RFC 3339 write it: {@code 2025-11-09}, {@code
 * 2025-11-09T03:10:00.5+01:00}, with a {@code T} or a space between day and time, with or without
 * seconds and offset. Its parts are those that are written: an offset moves none of them.
 *
 * <p><i>Source:</i> Sigma specification 2.1.0, appendix on modifiers: time modifiers.
 */
public enum DatePart {
  MINUTE(0, 59),
  HOUR(0, 23),
  DAY(1, 31),
  /** ISO 8601's week of the year; some years have 53. */
  WEEK(1, 53),
  MONTH(1, 12),
  YEAR(0, 9999);

  private static final int LONGEST = 40;
  private static final Pattern DATE =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?:[Tt ]([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9]|:60)?(?:[.,][0-9]{1,9})?"
              + " ?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?");

  private final int least;
  private final int most;

  DatePart(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** The least number that it can be. */
  public int least() {
    return least;
  }

  /** The greatest number that it can be. */
  public int most() {
    return most;
  }

  /** This part of a date; empty when the text is no date or has no such part. */
  public OptionalInt of(String text) {
    if (text.length() > LONGEST) {
      return OptionalInt.empty();
    }
    Matcher matcher = DATE.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    LocalDate date;
    try {
      date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    } catch (DateTimeException noDate) {
      return OptionalInt.empty();
    }
    boolean timed = matcher.group(4) != null;
    return switch (this) {
      case MINUTE -> timed ? OptionalInt.of(number(matcher, 5)) : OptionalInt.empty();
      case HOUR -> timed ? OptionalInt.of(number(matcher, 4)) : OptionalInt.empty();
      case DAY -> OptionalInt.of(date.getDayOfMonth());
      case WEEK -> OptionalInt.of(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> OptionalInt.of(date.getMonthValue());
      case YEAR -> OptionalInt.of(date.getYear());
    };
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
