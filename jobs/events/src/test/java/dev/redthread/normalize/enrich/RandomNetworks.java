package dev.redthread.normalize.enrich;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Networks and addresses that lie in each other, as bits; written by hand, so that they share
 * nothing with {@link Cidr}.
 */
final class RandomNetworks {
  private final SplittableRandom random;

  RandomNetworks(SplittableRandom random) {
    this.random = random;
  }

  /** The first bits of an address: 32 in all for IPv4, 128 for IPv6. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bits(boolean[] bits, int length) {
    boolean holds(Bits other) {
      return bits.length == other.bits.length
          && other.length >= length
          && Arrays.equals(Arrays.copyOf(bits, length), Arrays.copyOf(other.bits, length));
    }

    /** As {@code 10.0.0.0/8}, or an address alone. */
    String text() {
      StringBuilder text = new StringBuilder();
      int step = bits.length == 32 ? 8 : 16;
      for (int from = 0; from < bits.length; from += step) {
        int number = 0;
        for (int i = from; i < from + step; i++) {
          number = number * 2 + (bits[i] ? 1 : 0);
        }
        text.append(from == 0 ? "" : step == 8 ? "." : ":")
            .append(step == 8 ? Integer.toString(number) : Integer.toHexString(number));
      }
      return length == bits.length ? text.toString() : text + "/" + length;
    }
  }

  /** Few different bits, so that networks hold each other. */
  Bits address() {
    boolean[] bits = new boolean[random.nextBoolean() ? 32 : 128];
    // 2000::/3, since ::ffff:0:0/96 is IPv4.
    bits[2] = true;
    for (int i = 3; i < bits.length; i++) {
      bits[i] = random.nextInt(i < 6 || i > bits.length - 4 ? 2 : 30) == 0;
    }
    return new Bits(bits, bits.length);
  }

  /**
   * A network.
   *
   * @param least the length of an IPv6 network at least
   */
  Bits network(int least) {
    Bits address = address();
    int length = random.nextInt(address.bits.length == 32 ? 1 : least, address.bits.length + 1);
    boolean[] bits = Arrays.copyOf(Arrays.copyOf(address.bits, length), address.bits.length);
    return new Bits(bits, length);
  }
}
