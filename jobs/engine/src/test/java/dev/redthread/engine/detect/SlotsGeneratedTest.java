package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.Slot;
import dev.redthread.engine.Decided;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.compiled.Term.Comparison;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Where completions take a late event over together, what is published is what deciding each of
 * them anew publishes: with many completions that share an event, a budget that lets their
 * beginnings go, and a state that is read for every event.
 */
class SlotsGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.slots.cases", 1_500);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final AlteredMemory.Faulty REAL =
      (patterns, clock, options) -> new DetectorFactory(options).create(patterns, clock);

  private static final List<String> PATTERNS =
      List.of("A > B > C", "A > B > C", "A > B > C", "A > D > B > C", "!E within 5 > A > B > C");

  @Test
  void publishesWhatDecidingAllAnewPublishes() {
    int sharing = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = Case.of(seed);
      Watch watch = generated.watch(REAL, state -> state);
      assertThat(watch.published())
          .as("%s", generated)
          .isEqualTo(generated.watch(generated.oneByOne(), state -> state).published());
      sharing += shares(watch.state()) ? 1 : 0;
    }
    assertThat(sharing).isGreaterThan(CASES / 4);
  }

  /** By turns with one that keeps of each completion its whole chain, as older releases did. */
  @Test
  void goesOnFromAnyState() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = Case.of(seed);
      if (!generated.cached()) {
        assertThat(generated.watch(SlotsGeneratedTest::byTurns, state -> state).published())
            .as("%s", generated)
            .isEqualTo(generated.watch(REAL, state -> state).published());
      }
    }
  }

  private static Detector byTurns(PatternSet patterns, Clock clock, DetectorOptions options) {
    Detector real = REAL.create(patterns, clock, options);
    Detector whole = AlteredSlots.none().create(patterns, clock, options);
    SplittableRandom dice = new SplittableRandom(1);
    return (Detector)
        Proxy.newProxyInstance(
            Detector.class.getClassLoader(),
            new Class<?>[] {Detector.class},
            (proxy, method, arguments) ->
                method.invoke(dice.nextInt(3) == 0 ? whole : real, arguments));
  }

  private static boolean shares(MemoryState state) {
    for (Map.Entry<EventKey, Completion> entry : state.completions().entries()) {
      Slot slot = entry.getValue().slot();
      if (slot != null && !slot.says()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void noFaultSurvives() {
    Map<String, AlteredMemory.Faulty> surviving = new LinkedHashMap<>(AlteredSlots.faults());
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      Case generated = Case.of(seed);
      List<Finding> right = generated.watch(REAL, state -> state).published();
      surviving.values().removeIf(fault -> !isRight(generated, fault, state -> state, right));
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  @Test
  void noFlawOfTheStateSurvives() {
    Map<String, UnaryOperator<TimelineState>> surviving =
        new LinkedHashMap<>(
            Map.of(
                "what is shared is not written again when it changes",
                flawed((before, now) -> says(before) && says(now)),
                "nobody says what is shared when the one that did is gone",
                flawed((before, now) -> !says(before) && says(now)),
                "who said what is shared goes on with that when it shares another",
                flawed((before, now) -> says(before) && !says(now))));
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      Case generated = Case.of(seed);
      List<Finding> right = generated.watch(REAL, state -> state).published();
      surviving.values().removeIf(flaw -> !isRight(generated, REAL, flaw, right));
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  private static boolean says(Completion completion) {
    return completion.slot() != null && completion.slot().says();
  }

  private static boolean isRight(
      Case generated,
      AlteredMemory.Faulty detectors,
      UnaryOperator<TimelineState> flaw,
      List<Finding> right) {
    try {
      return generated.watch(detectors, flaw).published().equals(right);
    } catch (IllegalStateException unreadable) {
      return false;
    }
  }

  /** A state in which some completions are not written where others stand. */
  private static UnaryOperator<TimelineState> flawed(BiPredicate<Completion, Completion> lost) {
    return state ->
        new Flawed(
            state.events(),
            new Losing(state.completions(), lost),
            state.findings(),
            state.evicted(),
            state.decided());
  }

  private record Flawed(
      StateTable<EventKey, TimelineEvent> events,
      StateTable<EventKey, Completion> completions,
      StateTable<String, Finding> findings,
      StateCell<EventKey> evicted,
      StateCell<Decided> decided)
      implements TimelineState {
    @Override
    public boolean undecidedIsEmpty() {
      return true;
    }
  }

  private record Losing(
      StateTable<EventKey, Completion> table, BiPredicate<Completion, Completion> lost)
      implements StateTable<EventKey, Completion> {

    @Override
    public @Nullable Completion get(EventKey key) {
      return table.get(key);
    }

    @Override
    public void put(EventKey key, Completion value) {
      Completion before = table.get(key);
      if (before == null || !lost.test(before, value)) {
        table.put(key, value);
      }
    }

    @Override
    public void remove(EventKey key) {
      table.remove(key);
    }

    @Override
    public Iterable<Map.Entry<EventKey, Completion>> entries() {
      return table.entries();
    }

    @Override
    public void clear() {
      table.clear();
    }
  }

  /**
   * A pattern, what its last step asks of another, and events with values in any order.
   *
   * @param asked the step that the last one is compared with
   */
  private record Case(
      long seed,
      String pattern,
      String asked,
      Comparison comparison,
      int budget,
      boolean cached,
      List<String> events,
      List<String> values) {

    static Case of(long seed) {
      Random random = new Random(seed);
      String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
      int longest = List.of(20, 200, 1_000).get(random.nextInt(3));
      int different = 1 + random.nextInt(8);
      int count = 20 + random.nextInt(50);
      List<int[]> places = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        places.add(new int[] {random.nextInt(longest), i});
      }
      int order = random.nextInt(4);
      if (order < 2) {
        places.sort(Comparator.comparing((int[] place) -> order == 0 ? -place[0] : place[0]));
        for (int i = 0; i < count / 5; i++) {
          Collections.swap(places, random.nextInt(count), random.nextInt(count));
        }
      }
      String kinds = random.nextBoolean() ? "AAABBCCCDE" : "AAAABCCCCD";
      List<String> events = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (int[] place : places) {
        int roles = random.nextInt(12) == 0 ? 2 : 1;
        StringBuilder event = new StringBuilder();
        for (int role = 0; role < roles; role++) {
          event.append(kinds.charAt(random.nextInt(10)));
        }
        events.add(event + "@" + place[0] + "/e" + place[1]);
        values.add("value-" + random.nextInt(different));
        if (random.nextInt(20) == 0) {
          int gone = random.nextInt(events.size());
          if (!events.get(gone).startsWith("-")) {
            events.add("-" + events.get(gone));
            values.add(values.get(gone));
          }
        }
      }
      int mandatory =
          (int)
              List.of(pattern.split(" > ")).stream().filter(each -> !each.startsWith("!")).count();
      int first = pattern.startsWith("!") ? 1 : 0;
      return new Case(
          seed,
          pattern,
          "s" + (first + random.nextInt(mandatory - 2)),
          random.nextInt(5) > 0 ? Comparison.EQUAL : Comparison.LESS,
          random.nextInt(3) == 0 ? 8 + random.nextInt(30) : 1_000,
          random.nextBoolean(),
          events,
          values);
    }

    /**
     * Decides all anew; where something goes for room only what a late event may change, since the
     * others stand as they were.
     */
    AlteredMemory.Faulty oneByOne() {
      return budget < 1_000 ? AlteredSlots.none() : AlteredMemory.forgetful();
    }

    Watch watch(AlteredMemory.Faulty detectors, UnaryOperator<TimelineState> flaw) {
      DetectorOptions options = DetectorOptions.DEFAULT.withBudget(budget);
      String last = "s" + (pattern.split(" > ").length - 1);
      Sketch sketch =
          Sketch.of(pattern, 600, 5)
              .where(
                  new Constraint(
                      List.of(Sketch.content(last), Sketch.content(asked)),
                      new Term.Compare(comparison, new Term.Field(0), new Term.Field(1))));
      Watch watch = new Watch(sketch, detectors, cached ? options : options.withCache(0, 0), flaw);
      for (int i = 0; i < events.size(); i++) {
        watch.seeWith(values.get(i), events.get(i));
      }
      return watch;
    }
  }
}
