package dev.redthread.cli.campaign;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Points of time as the vendors write them. */
final class Times {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECONDS_WITHOUT_ZONE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private Times() {}

  /** With milliseconds, always three digits. */
  static String millis(Instant at) {
    return MILLIS.format(at);
  }

  /** Whole seconds in UTC without saying so, as Microsoft 365 does. */
  static String secondsWithoutZone(Instant at) {
    return SECONDS_WITHOUT_ZONE.format(at);
  }
}
