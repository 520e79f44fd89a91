package dev.redthread.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void takesTheNearestRankOfWhatWasMeasuredInAnyOrder() {
    long[] hundred = LongStream.rangeClosed(1, 100).map(each -> 101 - each).toArray();

    assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(100, 50, 99, 100));
    assertThat(Percentiles.of(new long[] {7, 3, 5})).isEqualTo(new Percentiles(3, 5, 7, 7));
    assertThat(Percentiles.of(new long[] {4})).isEqualTo(new Percentiles(1, 4, 4, 4));
  }

  @Test
  void ofNothingAreZero() {
    assertThat(Percentiles.of(new long[0])).isEqualTo(new Percentiles(0, 0, 0, 0));
  }
}
