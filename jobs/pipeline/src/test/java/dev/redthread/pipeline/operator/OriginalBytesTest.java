package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OriginalBytesTest {

  @Test
  void givesBackWhatWasCompressed() {
    for (int length : new int[] {0, 1, 4095, 4096, 4097, 300_000}) {
      byte[] original = new byte[length];
      new SplittableRandom(length).nextBytes(original);
      Arrays.fill(original, 0, length / 2, (byte) 'a');

      assertThat(OriginalBytes.expand(OriginalBytes.compress(original))).isEqualTo(original);
    }
  }

  @Test
  void hasNothingToExpandWhereNoOriginalIsKept() {
    assertThat(OriginalBytes.expand(new byte[0])).isEmpty();
  }

  @Test
  void refusesBytesThatEndTooEarly() {
    byte[] whole = OriginalBytes.compress(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    assertThatIllegalStateException()
        .isThrownBy(() -> OriginalBytes.expand(Arrays.copyOf(whole, whole.length / 2)));
  }
}
