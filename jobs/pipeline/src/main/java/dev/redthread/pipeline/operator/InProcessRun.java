package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.memory.MemoryTimeline;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pipeline.source.Delivered;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * One run of an {@link InProcessJob}: its state and its clock.
 *
 * <p><i>Units:</i> the received clock is milliseconds since 1970 UTC, {@link Long#MAX_VALUE} at the
 * end of the input. The wall clock is that of {@link #deliver}, so that a run says the same
 * whenever it is made.
 */
public final class InProcessRun {
  private final InProcessJob job;
  private final InProcessJob.Output output;
  private final InProcessTimers timers = new InProcessTimers();
  private final TaskClock wallClock = new TaskClock();
  private final Map<TimelineKey, MemoryTimeline> timelines = new LinkedHashMap<>();
  private final Map<TimelineKey, Integer> levels = new LinkedHashMap<>();
  private final Map<TimelineKey, Long> wakeUps = new LinkedHashMap<>();
  private final Map<String, InProcessDevice> devices = new LinkedHashMap<>();
  private final Deque<Candidate> arrived = new ArrayDeque<>();
  private final Collector<Candidate> candidates = new Arrived();
  private final SideOutput sides = new Sides();
  private IdentityAliases aliases;
  private Detector detector;
  private int passed;
  private long clock = Long.MIN_VALUE;
  private long clockBefore = Long.MIN_VALUE;

  InProcessRun(InProcessJob job, InProcessJob.Output output) {
    this.job = job;
    this.output = output;
    aliases = job.aliases();
    passed = job.deepest();
    detector = job.detectors().create(job.patterns(), wallClock);
  }

  /** A record in a vendor's format arrives. */
  public void deliver(RawRecord raw) {
    wallClock(raw.ingestedTime());
    job.stage().accept(new Delivered.Accepted(raw), sides, candidates);
    detect();
  }

  /** An event arrives that needs no mapping any more. */
  public void deliver(Event event, RawRecord raw) {
    wallClock(raw.ingestedTime());
    job.stage().accept(event, raw, sides, candidates);
    detect();
  }

  /** Another alias table comes into force. */
  void identities(IdentityAliases changed) {
    aliases = changed;
    job.stage().change(changed);
    devices.values().forEach(device -> device.change(changed, candidates));
    detect();
  }

  private void wallClock(long time) {
    timers.wallClock(time);
    wallClock.set(timers);
  }

  /** Everything received up to then has been seen. */
  public void clock(long receivedClock) {
    if (receivedClock <= clock) {
      return;
    }
    clockBefore = clock;
    clock = receivedClock;
    devices.values().forEach(device -> device.clock(receivedClock));
    for (passed = 1; passed <= job.deepest(); passed++) {
      Optional<TimelineKey> due = due(passed);
      while (due.isPresent()) {
        wake(due.get());
        detect();
        due = due(passed);
      }
    }
    passed = job.deepest();
  }

  /** The key of a level that wakes the earliest, if it is time. */
  private Optional<TimelineKey> due(int level) {
    TimelineKey earliest = null;
    long time = clock;
    for (Map.Entry<TimelineKey, Long> each : wakeUps.entrySet()) {
      boolean earlier = earliest == null ? each.getValue() <= time : each.getValue() < time;
      if (earlier && levels.getOrDefault(each.getKey(), 1) == level) {
        earliest = each.getKey();
        time = each.getValue();
      }
    }
    return Optional.ofNullable(earliest);
  }

  private void wake(TimelineKey key) {
    wakeUps.remove(key);
    sleep(key, detector.onClock(key.pattern(), key.group(), timeline(key), clock, output::finding));
    publish(key.pattern());
  }

  /** What levels below have said goes ahead of the clock that let them. */
  private long clock(int level) {
    return level <= passed ? clock : clockBefore;
  }

  private void detect() {
    for (Candidate next = arrived.poll(); next != null; next = arrived.poll()) {
      output.candidate(next);
      TimelineKey key = TimelineKey.of(next);
      levels.put(key, next.level());
      sleep(key, detector.onCandidate(next, timeline(key), clock(next.level()), output::finding));
      publish(next.pattern());
    }
  }

  private void publish(String pattern) {
    detector
        .takeTroubles(pattern)
        .forEach(trouble -> output.deadLetter(TroubleLetter.of(pattern, trouble, new byte[0])));
    for (PatternEvent event : detector.takePatternEvents()) {
      job
          .outer()
          .of(event.event(), event.ingestedTime(), () -> new byte[0], event.retracted())
          .stream()
          .filter(
              candidate ->
                  !event.repeated() || !detector.isLate(candidate, clock(candidate.level())))
          .forEach(arrived::add);
    }
  }

  private MemoryTimeline timeline(TimelineKey key) {
    return timelines.computeIfAbsent(key, any -> new MemoryTimeline());
  }

  private void sleep(TimelineKey key, long until) {
    if (until < Long.MAX_VALUE) {
      wakeUps.merge(key, until, Math::min);
    }
  }

  /** Goes on as after a crash: of all that is kept only the bytes are left. */
  public void restart() {
    timelines.replaceAll((key, timeline) -> timeline.restored());
    devices.replaceAll((device, state) -> state.restored());
    detector = job.detectors().create(job.patterns(), wallClock);
  }

  /** Whether nothing is kept any more. */
  public boolean isEmpty() {
    return timelines.values().stream().allMatch(MemoryTimeline::isEmpty);
  }

  private final class Arrived implements Collector<Candidate> {
    @Override
    public void collect(Candidate candidate) {
      arrived.add(candidate);
    }

    @Override
    public void close() {}
  }

  private final class Sides implements SideOutput {
    @Override
    public <T> void output(OutputTag<T> tag, T value) {
      if (value instanceof DeadLetter letter) {
        output.deadLetter(letter);
      } else if (value instanceof DeviceEvent event) {
        devices
            .computeIfAbsent(event.device(), any -> new InProcessDevice(job, aliases, clock))
            .onEvent(event, candidates);
      }
    }
  }
}
