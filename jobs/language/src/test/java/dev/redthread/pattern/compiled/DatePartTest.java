package dev.redthread.pattern.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares with what the platform makes of dates that it wrote itself. */
class DatePartTest {
  private static final int CASES = 5_000;
  private static final long SEED = Long.getLong("seed", 20_251_109L);
  private static final List<String> FORMS =
      List.of(
          "uuuu-MM-dd'T'HH:mm:ssX",
          "uuuu-MM-dd'T'HH:mm:ss.SSSXXX",
          "uuuu-MM-dd HH:mm:ss,SSSSSS",
          "uuuu-MM-dd HH:mm xx",
          "uuuu-MM-dd't'HH:mm");

  @Test
  void readsThePartsThatAreWritten() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CASES; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              random.nextLong(-60_000_000_000L, 200_000_000_000L), 0, ZoneOffset.UTC);
      String form = FORMS.get(random.nextInt(FORMS.size()));
      String text =
          DateTimeFormatter.ofPattern(form, Locale.ROOT)
              .format(time.atOffset(ZoneOffset.ofHours(random.nextInt(-12, 13))));
      assertThat(DatePart.MINUTE.of(text)).as(text).hasValue(time.getMinute());
      assertThat(DatePart.HOUR.of(text)).as(text).hasValue(time.getHour());
      assertThat(DatePart.DAY.of(text)).as(text).hasValue(time.getDayOfMonth());
      assertThat(DatePart.MONTH.of(text)).as(text).hasValue(time.getMonthValue());
      assertThat(DatePart.YEAR.of(text)).as(text).hasValue(time.getYear());
      assertThat(DatePart.WEEK.of(text)).as(text).hasValue(week(time));
    }
  }

  /** The week of a day has the number of its Thursday among the Thursdays of that year. */
  private static int week(LocalDateTime time) {
    LocalDateTime thursday = time.plusDays(4L - time.getDayOfWeek().getValue());
    return (thursday.getDayOfYear() - 1) / 7 + 1;
  }

  @Test
  void refusesWhatIsNoDate() {
    for (String text :
        List.of(
            "",
            "2024",
            "2024-13-01",
            "2023-02-29",
            "2024-01-15T24:00",
            "2024-01-15T12:60",
            "2024-01-15T12",
            "2024-01-15T12:00:00+1",
            "20240115T120000Z",
            " 2024-01-15",
            "2024-01-15T12:00:00.1234567890Z",
            "2024-01-15".repeat(1_000))) {
      for (DatePart part : DatePart.values()) {
        assertThat(part.of(text)).as(text).isEmpty();
      }
    }
  }
}
