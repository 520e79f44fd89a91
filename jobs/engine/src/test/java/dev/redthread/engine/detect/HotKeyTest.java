package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many events of one person cost no more than they must. */
class HotKeyTest {
  private static final int EVENTS = 100_000;

  @ParameterizedTest
  @CsvSource({"true,A", "false,A", "true,D", "false,D"})
  @Timeout(60)
  void followsAHotKey(boolean kernel, String filler) {
    Watch watch =
        new Watch(
            Sketch.of("A > B > C", Duration.ofHours(6).toMillis(), 0),
            DetectorOptions.DEFAULT.withCepKernel(kernel));
    long started = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      String roles = i % 1000 == 999 ? "C" : i % 2 == 0 ? filler : "B";
      watch.see(roles + "@" + i);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf("hot key, kernel %s, %s: %.0f events/s%n", kernel, filler, EVENTS / seconds);
    assertThat(watch.published().isEmpty()).isEqualTo(filler.equals("D"));
  }

  /** With absence around the chain: what is refuted again and again is looked at once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A > B > !C within 3600000",
        "!C within 3600000 > A > B",
        "A > !C > B",
        "A > B until C",
      })
  @Timeout(60)
  void followsAHotKeyWithAbsence(String pattern) {
    Watch watch = Watch.of(pattern, Duration.ofHours(6).toMillis(), 60_000);
    int events = EVENTS / 3;
    long started = System.nanoTime();
    for (int i = 0; i < events; i++) {
      watch.see((i % 3 == 0 ? "A" : i % 3 == 1 ? "B" : "C") + "@" + i);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf("hot key, %s: %.0f events/s%n", pattern, events / seconds);
    assertThat(watch.published().isEmpty()).isEqualTo(pattern.endsWith("within 3600000"));
  }

  @Test
  @Timeout(60)
  void followsAHotKeyOnWhichEveryEventCounts() {
    Watch watch = Watch.of("count 5", Duration.ofMinutes(1).toMillis(), 0);
    long started = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      watch.see("A@" + i);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf("hot key, count: %.0f events/s%n", EVENTS / seconds);
    assertThat(watch.published()).hasSizeLessThan(200);
  }
}
