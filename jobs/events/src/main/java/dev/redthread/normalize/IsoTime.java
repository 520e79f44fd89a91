package dev.redthread.normalize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * ISO 8601 as logs write it: date, {@code T} or a blank, time, a fraction of any length, and {@code
 * Z}, an offset or nothing, which is UTC. Written by hand since every event passes here.
 */
final class IsoTime {
  private static final long DAY = 86_400_000;

  private final String text;
  private int at;

  private IsoTime(String text) {
    this.text = text;
  }

  static OptionalLong parse(String text) {
    try {
      return OptionalLong.of(new IsoTime(text).read());
    } catch (DateTimeException unreadable) {
      return OptionalLong.empty();
    }
  }

  private long read() {
    int year = digits(4);
    expect('-');
    int month = digits(2);
    expect('-');
    long time = LocalDate.of(year, month, digits(2)).toEpochDay() * DAY;
    if (at == text.length()) {
      return time;
    }
    if (!next('T') && !next('t')) {
      expect(' ');
    }
    time += clock();
    if (next('.') || next(',')) {
      time += fraction();
    }
    if (next('Z') || next('z') || at == text.length()) {
      end();
      return time;
    }
    return time - offset();
  }

  private long clock() {
    int hour = digits(2);
    expect(':');
    int minute = digits(2);
    int second = next(':') ? digits(2) : 0;
    if (hour > 23 || minute > 59 || second > 59) {
      throw new DateTimeException("no time of day");
    }
    return ((hour * 60L + minute) * 60 + second) * 1000;
  }

  private long fraction() {
    int from = at;
    long milliseconds = 0;
    while (at < text.length() && digit(text.charAt(at))) {
      if (at - from < 3) {
        milliseconds = milliseconds * 10 + (text.charAt(at) - '0');
      }
      at++;
    }
    int read = at - from;
    if (read == 0) {
      throw new DateTimeException("no digit after the point");
    }
    return read == 1 ? milliseconds * 100 : read == 2 ? milliseconds * 10 : milliseconds;
  }

  private long offset() {
    boolean west = next('-');
    if (!west) {
      expect('+');
    }
    int hours = digits(2);
    int minutes = 0;
    if (at < text.length()) {
      next(':');
      minutes = digits(2);
    }
    end();
    if (hours > 18 || minutes > 59) {
      throw new DateTimeException("no offset");
    }
    long offset = (hours * 60L + minutes) * 60_000;
    return west ? -offset : offset;
  }

  private int digits(int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      if (at >= text.length() || !digit(text.charAt(at))) {
        throw new DateTimeException("no digit");
      }
      number = number * 10 + (text.charAt(at++) - '0');
    }
    return number;
  }

  private boolean next(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!next(wanted)) {
      throw new DateTimeException("no " + wanted);
    }
  }

  private void end() {
    if (at != text.length()) {
      throw new DateTimeException("more text");
    }
  }

  private static boolean digit(char character) {
    return character >= '0' && character <= '9';
  }
}
