package dev.redthread.cli.campaign;

import java.util.SplittableRandom;
import java.util.UUID;

/** Identifiers in the forms that vendors use, drawn from a seed. */
final class Ids {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final SplittableRandom random;

  Ids(long seed) {
    this(new SplittableRandom(seed));
  }

  Ids(SplittableRandom random) {
    this.random = random;
  }

  /** A random UUID of version 4. */
  String uuid() {
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** A prefix and so many letters or digits, e.g. Okta's {@code 00u…}. */
  String letters(String prefix, int count) {
    StringBuilder text = new StringBuilder(prefix);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  String hex(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  String digits(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + (i == 0 ? 1 + random.nextInt(9) : random.nextInt(10))));
    }
    return text.toString();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
