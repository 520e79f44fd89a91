package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.reference.RefEvent;
import dev.redthread.engine.reference.RefFinding;
import dev.redthread.engine.reference.Reference;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * In bursts, of which the middle is not kept, the detector finds what the reference finds among all
 * events: the same findings, chains and shown events, in whatever order they arrive.
 */
class BurstGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000) / 20;
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final List<String> GROUP = List.of("ada");
  private static final long BEGIN = 1_000;
  private static final int MOST_FOR_FAULTS = 40;

  private final WallClock wallClock = new WallClock(5_000);

  @Test
  void findsInBurstsWhatTheReferenceFindsAmongAllEvents() {
    int thinned = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Dice dice = new Dice(seed);
      int keys = dice.percent(10) ? 0 : 1_000;
      thinned += new Case(seed, dice, Detectors.REAL, keys).check() ? 1 : 0;
    }
    assertThat(thinned).as("cases in which events went").isGreaterThan(CASES / 3);
  }

  @Test
  void noFaultInBurstsSurvives() {
    Map<String, Detectors> surviving = AlteredBursts.faults();
    for (long seed = 1; seed <= MOST_FOR_FAULTS && !surviving.isEmpty(); seed++) {
      // What the engine itself fails at would catch every fault, and say nothing.
      new Case(seed, new Dice(seed), Detectors.REAL, 0).check();
      long tried = seed;
      surviving.values().removeIf(fault -> isCaught(tried, fault));
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  private boolean isCaught(long seed, Detectors fault) {
    try {
      new Case(seed, new Dice(seed), fault, 0).check();
      return false;
    } catch (AssertionError | RuntimeException caught) {
      return true;
    }
  }

  /** One pattern and what arrives for it. */
  private final class Case {
    private final long seed;
    private final Dice dice;
    private final Detectors detectors;
    private final int cachedKeys;
    private final long maxDelay;
    private final PatternSet patterns;
    private final HeapTimelineState state;
    private final Map<String, Finding> published = new TreeMap<>();
    private final List<RefEvent> arrived = new ArrayList<>();
    private Detector detector;
    private long wakeUp = Long.MAX_VALUE;
    private boolean went;

    Case(long seed, Dice dice, Detectors detectors, int cachedKeys) {
      this.seed = seed;
      this.dice = dice;
      this.detectors = detectors;
      this.cachedKeys = cachedKeys;
      maxDelay = dice.pick(List.of(0, 5, 60, 600));
      patterns = patterns();
      state = new HeapTimelineState(new Dice(seed));
      detector = detector();
    }

    private Detector detector() {
      return detectors.create(patterns, wallClock, new Setting(cachedKeys, 100_000, true, 0));
    }

    private PatternSet patterns() {
      int least = dice.pick(List.of(1, 2, 3, 5, 60));
      boolean values = dice.percent(30);
      List<String> fields = List.of(GeneratedEvents.VALUE);
      Measure measure = values ? new Measure(Measure.Kind.VALUES, fields, 50) : Measure.EVENTS;
      Shape shape =
          new Shape.Window(
              dice.pick(List.of(0, 10, 40, 200)),
              measure,
              Bounds.atLeast(values ? Math.min(least, 4) : least));
      CompiledRule rule =
          new CompiledRule(0, "A", Optional.empty(), maxDelay, new Expr.And(List.of()));
      CompiledPattern pattern =
          new CompiledPattern(
              "burst",
              "Burst",
              Level.HIGH,
              List.of(),
              50,
              false,
              null,
              List.of(0),
              List.of(new GroupKey("person", List.of("person"))),
              shape,
              maxDelay);
      return new PatternSet(List.of(rule), List.of(pattern));
    }

    /** Bursts and quiet times; each event after its delay, some of them twice. */
    private List<Arrival> arrivals() {
      List<Arrival> arrivals = new ArrayList<>();
      int count = dice.between(150, 450);
      long time = BEGIN;
      int pace = 1;
      for (int i = 0; i < count; i++) {
        if (dice.percent(3)) {
          pace = dice.pick(List.of(0, 1, 1, 4, 20));
          time += dice.pick(List.of(0, 0, 50, 400));
        }
        time += dice.between(0, pace);
        long early = dice.percent(10) ? dice.between(0, 60) : 0;
        long at = Math.max(BEGIN, time - early);
        for (int copy = dice.percent(10) ? 2 : 1; copy > 0; copy--) {
          long clock = at + dice.between(0, (int) maxDelay);
          String source = i % 2 == 0 ? "okta" : "duo";
          Candidate candidate =
              new Candidate(
                  "burst",
                  GROUP,
                  GeneratedEvents.event(source, "e" + (i * 7919 % 10_007), at, 1),
                  1,
                  false,
                  clock,
                  new byte[0]);
          arrivals.add(new Arrival(candidate, clock));
        }
      }
      List<Arrival> shuffled = new ArrayList<>(dice.shuffled(arrivals));
      shuffled.sort(Comparator.comparingLong(Arrival::clock));
      return shuffled;
    }

    boolean check() {
      List<Arrival> arrivals = arrivals();
      long clock = BEGIN;
      for (int i = 0; i < arrivals.size(); i++) {
        clock = arrivals.get(i).clock();
        take(arrivals.get(i));
        if (i == arrivals.size() / 2) {
          compare(clock);
        }
        if (dice.percent(1)) {
          detector = detector();
        }
      }
      compare(clock);
      Map<String, Finding> open = open();
      wake(Long.MAX_VALUE - 1);
      assertThat(open()).as("seed %s, after the end", seed).isEqualTo(open);
      assertThat(state.isEmpty()).as("seed %s, left in the state: %s", seed, state).isTrue();
      return went;
    }

    private void take(Arrival arrival) {
      wake(arrival.clock());
      arrived.add(AsReference.event(arrival.candidate()));
      wakeUp =
          Math.min(
              wakeUp,
              detector.onCandidate(arrival.candidate(), state, arrival.clock(), this::publish));
    }

    private void wake(long clock) {
      while (wakeUp <= clock) {
        wakeUp = detector.onClock("burst", GROUP, state, clock, this::publish);
      }
    }

    private void publish(Finding finding) {
      published.put(finding.id(), finding);
      went |= finding.eventCountIsLowerBound();
    }

    private Map<String, Finding> open() {
      Map<String, Finding> open = new TreeMap<>(published);
      open.values().removeIf(finding -> finding.status() != Finding.Status.OPEN);
      return open;
    }

    private void compare(long clock) {
      wakeUp = detector.onClock("burst", GROUP, state, clock, this::publish);
      Map<String, Shown> shown = new TreeMap<>();
      open().forEach((id, finding) -> shown.put(id, Shown.of(finding)));
      Map<String, Integer> exact = new TreeMap<>();
      GeneratedCase generated = new GeneratedCase(seed, patterns, List.of());
      Map<String, Shown> wanted = new TreeMap<>();
      for (RefFinding finding :
          new Reference(AsReference.pattern(generated, GROUP)).findings(arrived)) {
        wanted.put(finding.id(), certain(Shown.of(finding, GROUP)));
        exact.put(finding.id(), finding.events().size());
      }
      assertThat(shown).as("seed %s, %s", seed, generated).isEqualTo(wanted);
      open()
          .forEach(
              (id, finding) -> {
                int known = exact.getOrDefault(id, 0);
                assertThat(finding.eventCount())
                    .as("seed %s, events of %s", seed, finding)
                    .isBetween(finding.eventCountIsLowerBound() ? 1 : known, known);
              });
    }

    /** As many events as are counted for certain: twice the margin. */
    private Shown certain(Shown finding) {
      Shape.Window window = (Shape.Window) patterns.patterns().get(0).shape();
      int most = 2 * Math.max(Finding.SHOWN_EACH_END, window.bounds().leastCount());
      return new Shown(
          finding.id(),
          finding.group(),
          finding.chain(),
          finding.events(),
          Math.min(most, finding.eventCount()),
          finding.first(),
          finding.last(),
          finding.settlesAt(),
          finding.risk());
    }
  }
}
