package dev.redthread.benchmark.hotkey;

import java.util.Random;

/** In which order the events of a flood arrive. */
enum Order {
  IN_ORDER("in order"),
  DESCENDING("descending"),
  SHUFFLED("shuffled"),

  /** Each up to half a budget late, so that nearly all are kept. */
  DELAYED("delayed");

  private final String text;

  Order(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The numbers from 0 to before a count, as they arrive. */
  int[] arrange(int count, int budget) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = this == DESCENDING ? count - 1 - i : i;
    }
    if (this == SHUFFLED) {
      shuffle(numbers, 0, count, new Random(7));
    } else if (this == DELAYED) {
      Random dice = new Random(7);
      for (int from = 0; from < count; from += budget / 2) {
        shuffle(numbers, from, Math.min(count, from + budget / 2), dice);
      }
    }
    return numbers;
  }

  private static void shuffle(int[] numbers, int from, int to, Random dice) {
    for (int i = to - 1; i > from; i--) {
      int other = from + dice.nextInt(i - from + 1);
      int held = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = held;
    }
  }
}
