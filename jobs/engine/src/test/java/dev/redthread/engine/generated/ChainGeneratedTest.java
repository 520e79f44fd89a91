package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.NestedReference;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.PatternSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Patterns of patterns find what the reference finds, whatever the patterns, the events and their
 * way; and the cases would catch a level that tells the next one something wrong.
 */
class ChainGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 1_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final Setting PLAIN = new Setting(1_000, 1_000, true, 0);

  @Test
  void findsWhatTheReferenceFinds() {
    int deep = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      deep += check(ChainCases.of(seed), seed);
    }
    assertThat(deep).as("findings of patterns of patterns").isGreaterThan(CASES / 2);
  }

  @Test
  void findsTheSameInAnyOrderWithEverythingTwice() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      ChainCase generated = ChainCases.of(seed);
      if (generated.arrivals().stream().noneMatch(LogArrival::retracted)) {
        List<LogArrival> twice = new ArrayList<>(generated.arrivals());
        twice.addAll(generated.arrivals());
        Dice dice = new Dice(-seed);
        check(
            generated.with(
                dice.shuffled(twice).stream()
                    .map(arrival -> new LogArrival(arrival.event(), false, 1_000))
                    .toList()),
            -seed);
      }
    }
  }

  @Test
  void noFaultBetweenLevelsSurvives() {
    Map<String, UnaryOperator<List<PatternEvent>>> surviving = faults();
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      ChainCase generated = ChainCases.of(seed);
      long tried = seed;
      surviving
          .values()
          .removeIf(fault -> failure(generated, PLAIN, tried, fault) instanceof AssertionError);
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  @Test
  void noFaultInWhatIsComparedSurvives() {
    Map<String, UnaryOperator<PatternSet>> surviving = NothingCompared.ofPatterns();
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      ChainCase generated = ChainCases.of(seed);
      long tried = seed;
      surviving.values().removeIf(fault -> isNoticed(generated, fault, tried));
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  private static boolean isNoticed(
      ChainCase generated, UnaryOperator<PatternSet> fault, long seed) {
    try {
      ChainRun.check(
          generated.with(fault.apply(generated.patterns())),
          PLAIN,
          seed,
          UnaryOperator.identity(),
          new ChainExpected(generated.patterns()));
      return false;
    } catch (NestedReference.TooManyOrders e) {
      return false;
    } catch (AssertionError noticed) {
      return true;
    }
  }

  private static Map<String, UnaryOperator<List<PatternEvent>>> faults() {
    Map<String, UnaryOperator<List<PatternEvent>>> faults = new LinkedHashMap<>();
    faults.put(
        "retracts nothing", events -> events.stream().filter(event -> !event.retracted()).toList());
    faults.put(
        "says the first of several only", events -> events.subList(0, Math.min(1, events.size())));
    faults.put("takes the time of another event", events -> each(events, ChainGeneratedTest::late));
    faults.put(
        "forgets when it settles",
        events ->
            each(
                events,
                event ->
                    event.field(PatternSource.SETTLES_AT) == null
                        ? event
                        : event.with(PatternSource.SETTLES_AT, new Value.Nil())));
    faults.put(
        "forgets one key", events -> each(events, event -> event.with("person", new Value.Nil())));
    faults.put(
        "has one id for a group",
        events -> each(events, event -> event(event, "same", event.eventTime())));
    return faults;
  }

  private static Event late(Event event) {
    return event(event, event.id(), event.eventTime() + 1);
  }

  private static Event event(Event of, String id, long time) {
    return new Event(
        of.source(),
        id,
        time,
        of.receivedTime(),
        of.activity(),
        of.fields(),
        of.origin(),
        of.clamped());
  }

  private static List<PatternEvent> each(List<PatternEvent> events, UnaryOperator<Event> change) {
    return events.stream()
        .map(
            event ->
                new PatternEvent(
                    change.apply(event.event()),
                    event.retracted(),
                    event.repeated(),
                    event.ingestedTime(),
                    event.pattern(),
                    event.chain()))
        .toList();
  }

  private static int check(ChainCase generated, long seed) {
    Setting setting = Setting.of(new Dice(seed));
    try {
      return ChainRun.check(
          generated,
          setting,
          seed,
          UnaryOperator.identity(),
          new ChainExpected(generated.patterns()));
    } catch (NestedReference.TooManyOrders e) {
      // In another order more completes for a while than brute force can bear.
      return 0;
    } catch (AssertionError | RuntimeException failure) {
      throw smallest(generated, setting, seed);
    }
  }

  /** Leaves out arrivals for as long as it still fails. */
  private static AssertionError smallest(ChainCase failing, Setting setting, long seed) {
    ChainCase smallest = failing;
    for (int i = 0; i < smallest.arrivals().size(); ) {
      ChainCase fewer = smallest.without(i);
      if (failure(fewer, setting, seed, UnaryOperator.identity()) == null) {
        i++;
      } else {
        smallest = fewer;
        i = 0;
      }
    }
    Throwable cause = failure(smallest, setting, seed, UnaryOperator.identity());
    return new AssertionError(smallest + "\n" + setting + "\n" + cause, cause);
  }

  private static @Nullable Throwable failure(
      ChainCase generated, Setting setting, long seed, UnaryOperator<List<PatternEvent>> between) {
    try {
      ChainRun.check(generated, setting, seed, between, new ChainExpected(generated.patterns()));
      return null;
    } catch (NestedReference.TooManyOrders e) {
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }
}
