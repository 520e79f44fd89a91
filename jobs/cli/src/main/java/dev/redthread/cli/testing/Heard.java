package dev.redthread.cli.testing;

import dev.redthread.cli.testing.Replay.Arrival;
import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.event.DeadLetter;
import dev.redthread.pipeline.operator.InProcessJob;
import dev.redthread.pipeline.operator.InProcessRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job said during one replay of a test, and when. */
final class Heard implements InProcessJob.Output {
  private final String pattern;
  private final List<Said> said = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private @Nullable Integer arrival;
  private long clockBefore = Long.MIN_VALUE;
  private long clock = Long.MIN_VALUE;

  /**
   * A revision and when it was said.
   *
   * @param arrival the number of the arrival during which it was; null while the clock moved
   * @param clockBefore where the received clock stood before
   * @param clock where it stood then
   */
  record Said(Finding finding, @Nullable Integer arrival, long clockBefore, long clock) {}

  private Heard(String pattern) {
    this.pattern = pattern;
  }

  /** Sends all that arrives, up to the end of the input. */
  static Heard of(Replay replay, Recording recording, String pattern, InProcessJob job) {
    Heard heard = new Heard(pattern);
    InProcessRun run = job.start(heard);
    for (int i = 0; i < replay.arrivals().size(); i++) {
      Arrival next = replay.arrivals().get(i);
      if (replay.clockMoves()) {
        for (long stop : replay.stops().headSet(next.received())) {
          heard.moveClock(stop, run);
        }
        heard.moveClock(next.received() - 1, run);
      }
      heard.arrival = i;
      recording.deliver(next.event(), next.received(), run);
      heard.arrival = null;
      if (replay.restarts()) {
        run.restart();
      }
    }
    for (long stop : replay.stops()) {
      heard.moveClock(stop, run);
    }
    heard.moveClock(Long.MAX_VALUE, run);
    return heard;
  }

  private void moveClock(long to, InProcessRun run) {
    if (to > clock) {
      clockBefore = clock;
      clock = to;
      run.clock(to);
    }
  }

  @Override
  public void finding(Finding finding) {
    if (finding.pattern().id().equals(pattern)) {
      said.add(new Said(finding, arrival, clockBefore, clock));
    }
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    switch (letter.reason()) {
      case PATTERN_FAILED, PATTERN_SWITCHED_OFF -> troubles.add(letter.detail());
      default ->
          throw new IllegalStateException(
              "a record that was read before is refused: " + letter.detail());
    }
  }

  @Override
  public void candidate(Candidate candidate) {
    candidates.add(candidate);
  }

  /** What went wrong in the code of Java patterns. */
  List<String> troubles() {
    return troubles;
  }

  /** Every revision, in order. */
  List<Said> said() {
    return said;
  }

  /** What went to the detectors. */
  List<Candidate> candidates() {
    return candidates;
  }

  /** Every revision of one finding. */
  List<Said> revisions(String id) {
    return said.stream().filter(each -> each.finding().id().equals(id)).toList();
  }

  /** The findings that hold at the end, in the order in which they were raised. */
  List<Finding> open() {
    Map<String, Finding> latest = new LinkedHashMap<>();
    said.forEach(each -> latest.put(each.finding().id(), each.finding()));
    return latest.values().stream()
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .toList();
  }
}
