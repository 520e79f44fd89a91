package dev.redthread.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CoreTimeTest {

  @Test
  void comparesWaitingWithRunning() {
    CoreTime start = new CoreTime(100, 50);

    assertThat(start.waitedTo(new CoreTime(300, 150))).isEqualTo(0.5);
    assertThat(start.waitedTo(start)).isZero();
  }

  @Test
  void aThreadThatEndedTookItsWaitingWithIt() {
    assertThat(new CoreTime(100, 50).waitedTo(new CoreTime(300, 20))).isZero();
  }

  @Test
  void neverGoesBackWhileNoThreadEnds() throws IOException {
    CoreTime now = CoreTime.now();

    assertThat(now.ran()).isNotNegative();
    assertThat(now.waited()).isNotNegative();
  }
}
