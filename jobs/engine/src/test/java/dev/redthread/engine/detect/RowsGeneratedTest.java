package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * On timelines on which many events complete by one chain, what is decided for many of them at once
 * is what is decided for each.
 */
class RowsGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.rows.cases", 600);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final AlteredMemory.Faulty REAL =
      (patterns, clock, options) -> new DetectorFactory(options).create(patterns, clock);

  @Test
  void publishesWhatIsDecidedOneByOne() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = Case.of(seed);
      assertThat(generated.published(REAL))
          .as("%s", generated)
          .isEqualTo(generated.published(AlteredMemory.forgetful()));
    }
  }

  @Test
  void findsInAnyOrderWhatItFindsInOrder() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = Case.of(seed);
      assertThat(generated.open()).as("%s", generated).isEqualTo(generated.inOrder().open());
    }
  }

  /** Bounds let much be decided without reading far back; a beginning may come after all of it. */
  @Test
  void findsWhatHadNoBeginningWhenItCame() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 40L * CASES; seed++) {
      Case generated = Case.bounded(seed);
      assertThat(generated.published(REAL))
          .as("%s", generated)
          .isEqualTo(generated.published(AlteredMemory.forgetful()));
    }
  }

  /** Steps of a group may come before or after what they are missing. */
  @Test
  void findsInGroupsWhatHadNoBeginningWhenItCame() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 20L * CASES; seed++) {
      Case generated = Case.ofGroups(seed);
      assertThat(generated.published(REAL))
          .as("%s", generated)
          .isEqualTo(generated.published(AlteredMemory.forgetful()));
    }
  }

  @Test
  void findsInGroupsInAnyOrderWhatItFindsInOrder() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 20L * CASES; seed++) {
      Case generated = Case.ofGroups(seed);
      assertThat(generated.open()).as("%s", generated).isEqualTo(generated.inOrder().open());
    }
  }

  @Test
  void noFaultSurvives() {
    Set<String> surviving = new HashSet<>(AlteredMemory.faultsOfRows().keySet());
    for (long seed = 1; seed <= 20L * CASES && !surviving.isEmpty(); seed++) {
      Case generated = Case.of(seed);
      List<Finding> right = generated.published(REAL);
      for (Map.Entry<String, AlteredMemory.Faulty> fault :
          AlteredMemory.faultsOfRows().entrySet()) {
        if (surviving.contains(fault.getKey()) && !isRight(generated, fault.getValue(), right)) {
          surviving.remove(fault.getKey());
        }
      }
    }
    assertThat(surviving).isEmpty();
  }

  @Test
  void noFaultInGroupsSurvives() {
    Map<String, AlteredMemory.Faulty> surviving =
        new LinkedHashMap<>(AlteredMemory.faultsOfGroups());
    for (long seed = 1; seed <= 20L * CASES && !surviving.isEmpty(); seed++) {
      Case generated = Case.ofGroups(seed);
      List<Finding> right = generated.published(REAL);
      surviving.values().removeIf(fault -> !isRight(generated, fault, right));
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  private static boolean isRight(
      Case generated, AlteredMemory.Faulty fault, List<Finding> published) {
    try {
      return generated.published(fault).equals(published);
    } catch (RuntimeException caught) {
      return false;
    }
  }

  /** A pattern of the rules A to E, and events of which most complete it, in any order. */
  private record Case(long seed, String pattern, long timespan, List<String> events) {

    static Case of(long seed) {
      Random random = new Random(seed);
      String pattern = inAnyOrder(seed, pattern(random));
      int longest = random.nextBoolean() ? 400 : 25;
      List<String> events = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String roles = random.nextInt(100) < 60 ? "C" : rules(random);
        events.add(roles + "@" + random.nextInt(longest) + "/e" + i);
        if (random.nextInt(12) == 0) {
          String gone = events.get(random.nextInt(events.size())).replace("-", "");
          // Of several contents under one id all would have to be taken back.
          if (gone.contains("/e")) {
            events.add("-" + gone);
          }
        } else if (random.nextInt(12) == 0) {
          events.add("C@" + random.nextInt(longest) + "/f" + random.nextInt(1 + i / 4));
        }
      }
      return new Case(seed, pattern, random.nextBoolean() ? 1_000 : longest / 3, events);
    }

    /** A few events of all kinds, and a bound on a step. */
    static Case bounded(long seed) {
      Random random = new Random(seed);
      List<String> steps = new ArrayList<>(List.of("A", random.nextBoolean() ? "BC" : "B", "C"));
      if (random.nextInt(3) == 0) {
        steps.add(1 + random.nextInt(2), random.nextBoolean() ? "CD" : "D");
      }
      int bound = 1 + random.nextInt(steps.size() - 1);
      String times = random.nextInt(6) == 0 ? " x2" : "";
      steps.set(bound, steps.get(bound) + times + " within " + (1 + random.nextInt(9)));
      if (random.nextInt(4) == 0) {
        steps.add(random.nextInt(2) * bound, "!E");
      }
      if (steps.get(0).equals("!E")) {
        steps.set(0, "!E within " + (1 + random.nextInt(9)));
      }
      List<String> events = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        events.add("AABCCCCDE".charAt(random.nextInt(9)) + "@" + random.nextInt(40) + "/e" + i);
      }
      return new Case(seed, String.join(" > ", steps), 20 + random.nextInt(30), events);
    }

    /** A few events, and one or two groups of two or three steps between others, with bounds. */
    static Case ofGroups(long seed) {
      Random random = new Random(seed);
      List<String> rules = new ArrayList<>(List.of("A", "B", "C", "D", "E"));
      Collections.shuffle(rules, random);
      List<String> elements = new ArrayList<>();
      while (rules.size() > 1) {
        int size = Math.min(rules.size(), 1 + random.nextInt(3));
        List<String> steps = new ArrayList<>();
        for (String rule : rules.subList(0, size)) {
          String times = random.nextInt(8) == 0 ? " x2" : "";
          boolean bounded = !elements.isEmpty() && random.nextInt(3) == 0;
          String other = random.nextInt(10) == 0 ? "A" : "";
          steps.add(
              (rule.equals(other) ? rule : rule + other)
                  + times
                  + (bounded ? " within " + (1 + random.nextInt(9)) : ""));
        }
        elements.add(String.join(" & ", steps));
        rules.subList(0, size).clear();
      }
      if (random.nextInt(5) == 0) {
        elements.add(random.nextInt(elements.size()), "!E within " + (1 + random.nextInt(9)));
      }
      String seen = random.nextBoolean() ? "AABBCCDE" : "ABCDE";
      List<String> events = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int roles = random.nextInt(8) == 0 ? 2 : 1;
        StringBuilder event = new StringBuilder();
        for (int role = 0; role < roles; role++) {
          event.append(seen.charAt(random.nextInt(seen.length())));
        }
        events.add(event + "@" + random.nextInt(30) + "/e" + i);
        if (random.nextInt(12) == 0) {
          events.add("-" + events.get(random.nextInt(events.size())).replace("-", ""));
        }
      }
      return new Case(seed, String.join(" > ", elements), 10 + random.nextInt(30), events);
    }

    private static String pattern(Random random) {
      StringBuilder line = new StringBuilder();
      if (random.nextInt(4) == 0) {
        line.append("!").append(rules(random)).append(" within ").append(30).append(" > ");
      }
      line.append(rules(random));
      for (int steps = random.nextInt(2); steps > 0; steps--) {
        if (random.nextInt(4) == 0) {
          line.append(" > !").append(rules(random));
        }
        line.append(" > ").append(rules(random)).append(bounds(random));
      }
      if (random.nextInt(5) == 0) {
        line.append(" > ").append(rules(random)).append('?');
      }
      line.append(" > C").append(bounds(random));
      if (random.nextInt(8) == 0) {
        line.append(" > !").append(rules(random)).append(" within 20");
      }
      return line.toString();
    }

    /** Of every fourth seed with the first two neighbours that can be in any order. */
    private static String inAnyOrder(long seed, String pattern) {
      List<String> steps = List.of(pattern.split(" > "));
      for (int i = 1; i < steps.size() && seed % 4 == 0; i++) {
        if (!steps.get(i - 1).startsWith("!") && !steps.get(i).startsWith("!")) {
          String group = steps.get(i - 1) + " & " + steps.get(i);
          return pattern.replace(steps.get(i - 1) + " > " + steps.get(i), group);
        }
      }
      return pattern;
    }

    private static String bounds(Random random) {
      String times = random.nextInt(8) == 0 ? " x2" : "";
      return random.nextInt(5) == 0 ? times + " within " + (1 + random.nextInt(60)) : times;
    }

    private static String rules(Random random) {
      String rules = "ABDE";
      char one = rules.charAt(random.nextInt(4));
      char other = "ABCDE".charAt(random.nextInt(5));
      return random.nextInt(5) > 0 || one == other ? "" + one : "" + one + other;
    }

    List<Finding> published(AlteredMemory.Faulty detectors) {
      return watch(detectors).published();
    }

    private Watch watch(AlteredMemory.Faulty detectors) {
      Watch watch = new Watch(Sketch.of(pattern, timespan, 5), detectors, DetectorOptions.DEFAULT);
      return watch.see(events.toArray(String[]::new));
    }

    /** What is open in the end, without what depends on the way there. */
    Map<String, List<Object>> open() {
      Watch watch = watch(REAL);
      Map<String, Finding> last = new TreeMap<>();
      watch.published().forEach(finding -> last.put(finding.id(), finding));
      return last.values().stream()
          .filter(finding -> finding.status() == Finding.Status.OPEN)
          .collect(
              Collectors.toMap(
                  Finding::id, finding -> List.<Object>of(finding.chain(), finding.events())));
    }

    /** What is not taken back, in order. */
    Case inOrder() {
      List<String> kept = new ArrayList<>(events);
      List<String> gone = events.stream().filter(event -> event.startsWith("-")).toList();
      for (String event : gone) {
        int end = kept.indexOf(event);
        kept.subList(0, end + 1)
            .removeIf(each -> each.equals(event.substring(1)) || each.equals(event));
      }
      kept.sort(Comparator.comparingLong(Case::time));
      return new Case(seed, pattern, timespan, Collections.unmodifiableList(kept));
    }

    private static long time(String event) {
      return Long.parseLong(event.substring(event.indexOf('@') + 1, event.indexOf('/')));
    }
  }
}
