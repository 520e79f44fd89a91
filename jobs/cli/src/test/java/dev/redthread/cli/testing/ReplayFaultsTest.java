package dev.redthread.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Event;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.PatternPaths;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Engines with a fault pass the shipped tests as they are written, and not their replays. */
final class ReplayFaultsTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));

  @Test
  void anEngineThatForgetsWhatIsLateIsNoticed() throws IOException {
    assertThat(failures(Fault.LATE))
        .contains("replayed backwards, something else is found", "replayed shuffled (");
  }

  @Test
  void anEngineThatForgetsAtARestartIsNoticed() throws IOException {
    assertThat(failures(Fault.RESTARTED))
        .contains("replayed with a restart after every event, something else is said");
  }

  @Test
  void anEngineThatTakesADuplicateForAnotherEventIsNoticed() throws IOException {
    assertThat(failures(Fault.TWICE))
        .contains("replayed with every event twice, something else is found");
  }

  @Test
  void theEngineWithoutAFaultPasses() throws IOException {
    assertThat(failures(Fault.NONE)).isEmpty();
  }

  private enum Fault {
    NONE,
    LATE,
    RESTARTED,
    TWICE
  }

  private static String failures(Fault fault) throws IOException {
    Detector.Factory detectors =
        (patterns, clock) -> new Faulty(new DetectorFactory().create(patterns, clock), fault);
    TestRun run =
        new TestRun(
            Sources.load(ROOT.resolve("config/sources")),
            IdentityAliases.NONE,
            PatternPaths.of(List.of()),
            detectors);
    run.run(ROOT.resolve("patterns/tests/sequences/bulk-export-handed-over.yml"));
    run.run(ROOT.resolve("patterns/tests/sequences/risky-login-then-bulk-export.yml"));
    StringWriter text = new StringWriter();
    run.print(new PrintWriter(text, true));
    assertThat(run.passed()).isEqualTo(text.toString().isEmpty());
    return text.toString();
  }

  /** An engine that loses something on the way to it. */
  private static final class Faulty implements Detector {
    private final Detector sound;
    private final Fault fault;
    private final Set<List<String>> seen = new HashSet<>();
    private long latest = Long.MIN_VALUE;
    private int candidates;

    Faulty(Detector sound, Fault fault) {
      this.sound = sound;
      this.fault = fault;
    }

    @Override
    public long onCandidate(
        Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
      candidates++;
      long time = candidate.event().eventTime();
      boolean late = time < latest;
      latest = Math.max(latest, time);
      if (fault == Fault.LATE && late) {
        return Long.MAX_VALUE;
      }
      if (fault == Fault.RESTARTED
          && candidates == 1
          && state.events().entries().iterator().hasNext()) {
        return Long.MAX_VALUE;
      }
      boolean again =
          !seen.add(
              List.of(candidate.pattern(), candidate.event().source(), candidate.event().id()));
      if (fault == Fault.TWICE && again) {
        return sound.onCandidate(
            new Candidate(
                candidate.pattern(),
                candidate.group(),
                new Event(
                    candidate.event().source(),
                    candidate.event().id() + " again",
                    time,
                    candidate.event().receivedTime(),
                    candidate.event().activity(),
                    candidate.event().fields(),
                    candidate.event().origin(),
                    false),
                candidate.roles(),
                false,
                candidate.ingestedTime(),
                candidate.original()),
            state,
            receivedClock,
            changed);
      }
      return sound.onCandidate(candidate, state, receivedClock, changed);
    }

    @Override
    public long onClock(
        String pattern,
        List<String> group,
        TimelineState state,
        long receivedClock,
        Consumer<Finding> changed) {
      return sound.onClock(pattern, group, state, receivedClock, changed);
    }

    @Override
    public List<PatternEvent> takePatternEvents() {
      return sound.takePatternEvents();
    }

    @Override
    public boolean isLate(Candidate candidate, long receivedClock) {
      return sound.isLate(candidate, receivedClock);
    }
  }
}
