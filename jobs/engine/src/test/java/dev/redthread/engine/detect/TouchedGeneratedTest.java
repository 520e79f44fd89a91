package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Where a late event is said to touch some others and no more, as with new values and counts of
 * values, what is found is what is found when all come in order.
 */
class TouchedGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.touched.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final AlteredMemory.Faulty REAL =
      (patterns, clock, options) -> new DetectorFactory(options).create(patterns, clock);

  @Test
  void findsInAnyOrderWhatItFindsInOrder() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = Case.of(seed);
      assertThat(generated.open(REAL)).as("%s", generated).isEqualTo(generated.inOrder());
    }
  }

  @Test
  void publishesNewValuesAsIfAllWereDecidedAnew() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = Case.ofNewValues(seed);
      assertThat(generated.published(REAL))
          .as("%s", generated)
          .isEqualTo(generated.published(AlteredMemory.forgetful()));
    }
  }

  @Test
  void noFaultSurvives() {
    Map<String, AlteredMemory.Faulty> surviving =
        new LinkedHashMap<>(AlteredMemory.faultsOfTouched());
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      Case generated = Case.ofNewValues(seed);
      surviving.values().removeIf(fault -> !generated.open(fault).equals(generated.inOrder()));
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  /** A pattern that looks at values, and events with values in any order. */
  private record Case(
      long seed, String pattern, long timespan, List<String> events, List<String> values) {

    static Case of(long seed) {
      Random random = new Random(seed);
      return of(
          seed,
          random,
          random.nextBoolean() ? "new learning " + random.nextInt(12) : counting(random));
    }

    static Case ofNewValues(long seed) {
      Random random = new Random(seed);
      return of(seed, random, "new learning " + random.nextInt(12));
    }

    private static String counting(Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> "sum " + (10 + random.nextInt(30));
        case 1 -> "average " + (2 + random.nextInt(4));
        case 2 -> "median " + (2 + random.nextInt(4));
        default -> "values " + (2 + random.nextInt(3));
      };
    }

    private static Case of(long seed, Random random, String pattern) {
      int longest = List.of(15, 60, 200).get(random.nextInt(3));
      int different = 1 + random.nextInt(7);
      List<String> events = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        events.add("AB".charAt(random.nextInt(2)) + "@" + random.nextInt(longest) + "/e" + i);
        int value = random.nextInt(different);
        values.add(
            random.nextInt(10) == 0 ? "none" : "" + (random.nextInt(8) == 0 ? -value : value));
        if (random.nextInt(12) == 0) {
          int gone = random.nextInt(events.size());
          if (!events.get(gone).startsWith("-")) {
            events.add("-" + events.get(gone));
            values.add(values.get(gone));
          }
        }
      }
      return new Case(
          seed, pattern, random.nextBoolean() ? longest / 2 : longest / 6 + 1, events, values);
    }

    List<Finding> published(AlteredMemory.Faulty detectors) {
      return published(
          detectors, IntStream.range(0, events.size()).boxed().collect(Collectors.toList()));
    }

    private List<Finding> published(AlteredMemory.Faulty detectors, List<Integer> order) {
      Watch watch = new Watch(Sketch.of(pattern, timespan, 5), detectors, DetectorOptions.DEFAULT);
      order.forEach(i -> watch.seeWith(values.get(i), events.get(i)));
      return watch.published();
    }

    /** What is open in the end, without what depends on the way there. */
    Map<String, List<Object>> open(AlteredMemory.Faulty detectors) {
      return open(published(detectors));
    }

    /** The same when only what is not taken back comes, in order. */
    Map<String, List<Object>> inOrder() {
      List<Integer> kept = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        if (!events.get(i).startsWith("-") && !events.contains("-" + events.get(i))) {
          kept.add(i);
        }
      }
      kept.sort(Comparator.comparingLong(this::time));
      return open(published(REAL, kept));
    }

    private static Map<String, List<Object>> open(List<Finding> published) {
      Map<String, Finding> last = new TreeMap<>();
      published.forEach(finding -> last.put(finding.id(), finding));
      return last.values().stream()
          .filter(finding -> finding.status() == Finding.Status.OPEN)
          .collect(
              Collectors.toMap(
                  Finding::id, finding -> List.<Object>of(finding.chain(), finding.events())));
    }

    private long time(int event) {
      String text = events.get(event);
      return Long.parseLong(text.substring(text.indexOf('@') + 1, text.indexOf('/')));
    }
  }
}
