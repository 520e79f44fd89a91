package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.PartialChain;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.codec.PartialChains;
import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.NestedReference;
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

/** Sequences whose key changes find what the reference finds that looks at all events at once. */
class SegmentGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 1_000);
  private static final Setting PLAIN = new Setting(1_000, 1_000, true, 0);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  @Test
  void findsWhatTheReferenceFinds() {
    int found = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      found += check(SegmentCases.of(seed), seed);
    }
    assertThat(found).as("findings over several keys").isGreaterThan(CASES / 3);
  }

  /** Two keys hand over one chain, and that by which the finding is named takes it back. */
  @Test
  void namesTheKeyThatIsLeft() {
    assertThat(check(SegmentCases.of(302_140), 302_140)).isPositive();
  }

  @Test
  void findsTheSameInAnyOrderWithEverythingTwice() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      SegmentCase generated = SegmentCases.of(seed);
      if (generated.chain().arrivals().stream().noneMatch(LogArrival::retracted)) {
        List<LogArrival> twice = new ArrayList<>(generated.chain().arrivals());
        twice.addAll(generated.chain().arrivals());
        Dice dice = new Dice(-seed);
        check(
            generated.with(
                dice.shuffled(twice).stream()
                    .map(arrival -> new LogArrival(arrival.event(), false, Cases.BEGIN))
                    .toList()),
            -seed);
      }
    }
  }

  @Test
  void noFaultBetweenKeysSurvives() {
    Map<String, UnaryOperator<List<PatternEvent>>> surviving = faults();
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      SegmentCase generated = SegmentCases.of(seed);
      long tried = seed;
      surviving
          .values()
          .removeIf(fault -> failure(generated, PLAIN, tried, fault) instanceof AssertionError);
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  @Test
  void noFaultInWhatIsComparedSurvives() {
    Map<String, UnaryOperator<PatternSet>> surviving = NothingCompared.ofSegments();
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      SegmentCase generated = SegmentCases.of(seed);
      long tried = seed;
      surviving
          .values()
          .removeIf(
              fault ->
                  failure(
                          generated.with(fault.apply(generated.chain().patterns())),
                          PLAIN,
                          tried,
                          UnaryOperator.identity())
                      instanceof AssertionError);
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  private static Map<String, UnaryOperator<List<PatternEvent>>> faults() {
    Map<String, UnaryOperator<List<PatternEvent>>> faults = new LinkedHashMap<>();
    faults.put(
        "takes nothing back",
        events -> events.stream().filter(event -> !event.retracted()).toList());
    faults.put("hands over the best chain only", chains(chains -> chains.subList(0, 1)));
    faults.put(
        "hands over the last chain only",
        chains(chains -> chains.subList(chains.size() - 1, chains.size())));
    faults.put(
        "forgets the earlier keys",
        each(
            chain ->
                new PartialChain(List.of(), chain.parts(), chain.anchors(), chain.settlesAt())));
    faults.put(
        "forgets when it settles",
        each(chain -> new PartialChain(chain.group(), chain.parts(), chain.anchors(), null)));
    faults.put(
        "forgets where the chain began",
        each(
            chain ->
                new PartialChain(
                    chain.group(),
                    chain.parts().subList(chain.parts().size() - 1, chain.parts().size()),
                    chain.anchors(),
                    chain.settlesAt())));
    faults.put(
        "takes the first chain for the latest",
        each(
            chain -> {
              List<EventKey> anchors = new ArrayList<>(chain.anchors());
              EventKey first = anchors.get(0);
              anchors.set(0, new EventKey(-first.eventTime(), first.source(), first.id()));
              return new PartialChain(chain.group(), chain.parts(), anchors, chain.settlesAt());
            }));
    return faults;
  }

  private static UnaryOperator<List<PatternEvent>> each(UnaryOperator<PartialChain> change) {
    return chains(chains -> chains.stream().map(change).toList());
  }

  private static UnaryOperator<List<PatternEvent>> chains(
      UnaryOperator<List<PartialChain>> change) {
    return events ->
        events.stream()
            .map(
                event ->
                    event.event().field(PatternSource.CHAINS) instanceof Value.Text text
                        ? with(event, change.apply(PartialChains.of(text.value())))
                        : event)
            .toList();
  }

  private static PatternEvent with(PatternEvent event, List<PartialChain> chains) {
    return new PatternEvent(
        event.event().with(PatternSource.CHAINS, Value.of(PartialChains.text(chains))),
        false,
        event.repeated(),
        event.ingestedTime(),
        event.pattern(),
        event.chain());
  }

  private static int check(SegmentCase generated, long seed) {
    Setting setting = Setting.of(new Dice(seed));
    try {
      return run(generated, setting, seed, UnaryOperator.identity());
    } catch (NestedReference.TooManyOrders e) {
      // In another order more is there for a while than brute force can bear.
      return 0;
    } catch (AssertionError | RuntimeException failure) {
      throw smallest(generated, setting, seed);
    }
  }

  private static int run(
      SegmentCase generated,
      Setting setting,
      long seed,
      UnaryOperator<List<PatternEvent>> between) {
    return ChainRun.check(
        generated.chain(), setting, seed, between, SegmentCases.expected(generated));
  }

  /** Leaves out arrivals for as long as it still fails. */
  private static AssertionError smallest(SegmentCase failing, Setting setting, long seed) {
    SegmentCase smallest = failing;
    for (int i = 0; i < smallest.chain().arrivals().size(); ) {
      SegmentCase fewer = smallest.without(i);
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
      SegmentCase generated,
      Setting setting,
      long seed,
      UnaryOperator<List<PatternEvent>> between) {
    try {
      run(generated, setting, seed, between);
      return null;
    } catch (NestedReference.TooManyOrders e) {
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }
}
