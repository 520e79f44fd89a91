package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A million events of one person cost memory of the order of the threshold, and few revisions. */
class BurstTest {
  private static final int EVENTS = 1_000_000;
  private static final int THRESHOLD = 20;

  @Test
  @Timeout(120)
  void keepsOfAMillionEventsInOrderOnlyTheEnds() {
    Watch watch = Watch.of("count " + THRESHOLD, Duration.ofMinutes(10).toMillis(), 60_000);
    int most = 0;
    for (int i = 0; i < EVENTS; i++) {
      watch.at(i / 100).see("A@" + i / 100 + "/" + i);
      most = Math.max(most, watch.state().events().size());
    }
    watch.clock(EVENTS / 100);
    check(watch, EVENTS, most);
    // One for each event up to the hundred that it shows, then one for each of the ten seconds.
    assertThat(watch.published()).as("revisions").hasSizeLessThan(100);
    assertThat(watch.published().get(0).chain()).hasSize(THRESHOLD);
    assertThat(watch.published().get(0).eventCount()).isEqualTo(THRESHOLD);
    assertThat(watch.published().get(watch.published().size() - 1).last())
        .isEqualTo((EVENTS - 1) / 100);
  }

  @Test
  @Timeout(120)
  void keepsOfEventsInAnyOrderOnlyTheEnds() {
    int events = EVENTS / 5;
    Watch watch = Watch.of("count " + THRESHOLD, Duration.ofMinutes(10).toMillis(), 60_000);
    SplittableRandom random = new SplittableRandom(1);
    int most = 0;
    for (int i = 0; i < events; i++) {
      watch.at(i / 100).see("A@" + random.nextInt(10_000) + "/" + i);
      most = Math.max(most, watch.state().events().size());
    }
    watch.clock(events / 100);
    check(watch, events, most);
    // Each time that an earlier event begins it the finding has another id: about k ln n times.
    assertThat(watch.published()).as("revisions").hasSizeLessThan(1_000);
  }

  @Test
  @Timeout(120)
  void keepsOfABurstThatGoesOnForDaysOnlyTheEndsAndAThread() {
    Watch watch = Watch.of("count " + THRESHOLD, Duration.ofMinutes(1).toMillis(), 60_000);
    int most = 0;
    for (int i = 0; i < EVENTS / 5; i++) {
      long time = i * 300L;
      watch.at(time).see("A@" + time + "/" + i);
      if (i % 1_000 == 0) {
        watch.clock(time);
      }
      most = Math.max(most, watch.state().events().size());
    }
    // 200 events a window; the thread is two events for each of the 1,000 windows.
    assertThat(most).isLessThan(3_000);
    assertThat(watch.published().get(watch.published().size() - 1).truncated()).isFalse();
  }

  private static void check(Watch watch, int events, int most) {
    assertThat(most).as("events kept").isLessThan(500);
    assertThat(watch.state().writes()).as("writes").isLessThan(5L * events);
    assertThat(watch.published().get(watch.published().size() - 1).eventCountIsLowerBound())
        .isTrue();
    watch.clock(Long.MAX_VALUE);
    assertThat(watch.state().isEmpty()).isTrue();
  }
}
