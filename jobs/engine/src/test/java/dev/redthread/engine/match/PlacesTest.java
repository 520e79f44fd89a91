package dev.redthread.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A few places are what a sorted set of them is. */
class PlacesTest {

  @Test
  void isASortedSet() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      Places places = new Places();
      NavigableSet<Integer> set = new TreeSet<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        int place = random.nextInt(30);
        if (random.nextInt(3) == 0) {
          places.remove(place);
          set.remove(place);
        } else {
          places.add(place);
          set.add(place);
        }
        check(places, set);
      }
      check(places, set, random);
    }
  }

  private static void check(Places places, NavigableSet<Integer> set) {
    assertThat(places.toArray()).isEqualTo(set.stream().mapToInt(Integer::intValue).toArray());
    assertThat(places.size()).isEqualTo(set.size());
    assertThat(places.isEmpty()).isEqualTo(set.isEmpty());
    assertThat(places.last()).isEqualTo(set.isEmpty() ? -1 : set.last());
    for (int place = 0; place < 31; place++) {
      Integer next = set.ceiling(place);
      assertThat(places.has(place)).isEqualTo(set.contains(place));
      assertThat(places.next(place)).isEqualTo(next == null ? -1 : next);
    }
  }

  private static void check(Places places, NavigableSet<Integer> set, Random random) {
    Places others = new Places();
    NavigableSet<Integer> otherSet = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int place = random.nextInt(30);
      others.add(place);
      otherSet.add(place);
    }
    assertThat(places.hasAll(others)).isEqualTo(set.containsAll(otherSet));
    others.addAll(places);
    otherSet.addAll(set);
    check(others, otherSet);
    others.clear();
    check(others, new TreeSet<>());
  }
}
