package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Decided;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.Trouble;
import dev.redthread.event.Event;
import dev.redthread.incident.Entity;
import dev.redthread.incident.document.PatternEventDocument;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.metrics.Kept;
import dev.redthread.pipeline.metrics.PatternMeter;
import dev.redthread.pipeline.metrics.PatternMeters;
import dev.redthread.pipeline.operator.Detect.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * What one task of {@link Detect} does with the state of the current key.
 *
 * <p><i>Invariants:</i> each key has at most one timer on the received clock besides the one at its
 * end; both are gone when the key's state is.
 */
final class DetectTask {
  private final KeyedTimeline timeline;
  private final Pacing pacing;
  private final WakeUp wakeUp;
  private final Documents documents;
  private Candidates outer;
  private Set<String> patterns;
  private final TaskClock clock = new TaskClock();
  private final Detector detector;
  private final HalfFinishedChains chains;
  private final PatternMeters meters;

  DetectTask(
      RuntimeContext context,
      PatternSet patterns,
      Detector.Factory detectors,
      Documents documents,
      Iterable<Kept> kept) {
    this.documents = documents;
    meters = new PatternMeters(context.getMetricGroup(), kept);
    this.patterns = ids(patterns, pattern -> true);
    meters.keep(this.patterns);
    outer = Candidates.ofOuter(patterns, 0);
    pacing = new Pacing(context);
    wakeUp = new WakeUp(context);
    timeline = new KeyedTimeline(context, meters, wakeUp);
    detector = detectors.create(patterns, clock);
    chains = new HalfFinishedChains(context, detector, timeline, documents, meters);
  }

  /** The meters of the patterns, which are saved with the state that they count. */
  PatternMeters meters() {
    return meters;
  }

  private static Set<String> ids(PatternSet patterns, Predicate<CompiledPattern> some) {
    return patterns.patterns().stream()
        .filter(some)
        .map(CompiledPattern::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Goes over to another version of the set, and of it to the patterns of one level. */
  void change(PatternSet set, InForce inForce, int level) {
    Levels levels = Levels.of(set);
    patterns = ids(set, pattern -> levels.of(pattern.id()) == level);
    outer = Candidates.ofOuter(set, inForce.number());
    detector.change(set, inForce.completeSince());
    meters.keep(patterns);
  }

  /** Whether the pattern is one that this task decides. */
  boolean decides(String pattern) {
    return patterns.contains(pattern);
  }

  /** A candidate as the version in force sees it, where it was screened under one before. */
  Optional<Candidate> screened(Candidate candidate) {
    return detector.screened(candidate);
  }

  /** Whether a key that was decided so must be looked at, since its pattern is another one now. */
  boolean isStale(TimelineKey key, Decided decided) {
    return !decides(key.pattern()) || !detector.stands(key.pattern(), decided);
  }

  /** Lets go of what is kept for a pattern that is no more; what was said of it stands. */
  private boolean forgets(TimelineKey key, TimerService timers, Outputs out) {
    if (decides(key.pattern())) {
      return false;
    }
    pacing.flush(timers, finding -> send(finding, out));
    chains.close(timers, out::progress);
    timeline.clear();
    wakeUp.cancel(timers);
    timers.deleteEventTimeTimer(Pacing.END);
    return true;
  }

  /**
   * Decides the current key anew if its pattern is another one now, and the received clock is
   * known.
   */
  private void renew(TimelineKey key, TimerService timers, Outputs out) {
    if (timers.currentWatermark() == Long.MIN_VALUE
        || !detector.isStale(key.pattern(), key.group(), timeline)) {
      return;
    }
    List<Finding> changed = new ArrayList<>();
    long next =
        detector.renew(
            key.pattern(), key.group(), timeline, timers.currentWatermark(), changed::add);
    publish(changed, null, timers, out);
    report(key.pattern(), null, out);
    sleep(Math.min(next, chains.look(key, timers, out::progress)), timers);
  }

  void onCandidate(Candidate candidate, TimerService timers, Outputs out) {
    clock.set(timers);
    long receivedClock = timers.currentWatermark();
    EventKey key = EventKey.of(candidate.event());
    TimelineEvent before = timeline.events().get(key);
    PatternMeter meter = meters.at(candidate.pattern());
    meter.arrived(candidate, before != null, detector.isLate(candidate, receivedClock));
    List<Finding> changed = new ArrayList<>();
    long started = System.nanoTime();
    long next = detector.onCandidate(candidate, timeline, receivedClock, changed::add);
    meter.evaluated(started, detector.takeAbandoned(candidate.pattern()));
    TimelineEvent kept = timeline.events().get(key);
    if (kept != null && (before == null || !before.event().equals(kept.event()))) {
      keepOriginal(key, candidate.original(), before != null);
    }
    publish(changed, candidate, timers, out);
    report(candidate.pattern(), candidate, out);
    sleep(Math.min(next, chains.look(TimelineKey.of(candidate), timers, out::progress)), timers);
  }

  private void keepOriginal(EventKey key, byte[] original, boolean replaces) {
    if (original.length > 0) {
      timeline.originals().put(key, original);
    } else if (replaces) {
      timeline.originals().remove(key);
    }
  }

  void onReceivedClock(long timer, TimelineKey key, TimerService timers, Outputs out) {
    clock.set(timers);
    PatternMeter meter = meters.at(key.pattern());
    if (forgets(key, timers, out)) {
      return;
    }
    long receivedClock = timers.currentWatermark();
    if (wakeUp.isOver(timer)) {
      List<Finding> changed = new ArrayList<>();
      long started = System.nanoTime();
      long next =
          detector.onClock(key.pattern(), key.group(), timeline, receivedClock, changed::add);
      meter.evaluated(started, detector.takeAbandoned(key.pattern()));
      publish(changed, null, timers, out);
      report(key.pattern(), null, out);
      wakeUp.isDue(timer);
      sleep(Math.min(next, chains.look(key, timers, out::progress)), timers);
    }
    if (!detector.tracksProgress(key.pattern())) {
      chains.close(timers, out::progress);
    }
    if (timer == Pacing.END) {
      pacing.flush(timers, finding -> send(finding, out));
      chains.look(key, timers, out::progress);
    }
  }

  private void sleep(long until, TimerService timers) {
    boolean empty = until == Long.MAX_VALUE && timeline.isEmpty();
    if (empty) {
      wakeUp.cancel(timers);
    }
    if (empty || (until == Long.MAX_VALUE && timers.currentWatermark() == Long.MAX_VALUE)) {
      // Whoever took away a timer in processing time that was due leaves this to the key's end.
      releaseEnd(pacing.remembers(), timers);
      return;
    }
    wakeUp.by(until, timers);
  }

  /** Gives back the timer at the end of the received clock, unless something waits for it. */
  private void releaseEnd(boolean remembered, TimerService timers) {
    if (!remembered && !chains.isResting(timers) && !wakeUp.isAt(Pacing.END)) {
      timers.deleteEventTimeTimer(Pacing.END);
    }
  }

  void onWallClock(long timer, TimelineKey key, TimerService timers, Outputs out) {
    clock.set(timers);
    meters.at(key.pattern());
    if (forgets(key, timers, out)) {
      return;
    }
    renew(key, timers, out);
    boolean remembered = pacing.onProcessingTime(timer, timers, finding -> send(finding, out));
    long next = chains.onProcessingTime(key, timer, timers, out::progress);
    if (next != Long.MAX_VALUE) {
      wakeUp.by(next, timers);
    }
    releaseEnd(remembered, timers);
  }

  /** Says what went wrong in the code of a Java pattern. */
  private void report(String pattern, @Nullable Candidate arrived, Outputs out) {
    for (Trouble trouble : detector.takeTroubles(pattern)) {
      switch (trouble.kind()) {
        case FAILED -> meters.current().failed();
        case SWITCHED_OFF -> meters.current().switchedOff();
      }
      out.deadLetter(
          documents.of(TroubleLetter.of(pattern, trouble, original(trouble.event(), arrived))));
    }
  }

  private byte[] original(Event event, @Nullable Candidate arrived) {
    EventKey key = EventKey.of(event);
    byte[] kept = timeline.originals().get(key);
    if (kept == null && arrived != null && EventKey.of(arrived.event()).equals(key)) {
      kept = arrived.original();
    }
    return kept == null || kept.length == 0 ? new byte[0] : OriginalBytes.expand(kept);
  }

  /** Evidence goes first: what a finding names can then be looked up. */
  private void publish(
      List<Finding> changed, @Nullable Candidate arrived, TimerService timers, Outputs out) {
    List<PatternEvent> completing = detector.takePatternEvents();
    completing.stream()
        .flatMap(event -> event.chain().stream())
        .forEach(link -> timeline.addEvidence(EventKey.of(link.event())));
    for (EventKey key : timeline.takeEvidence()) {
      sendEvidence(key, arrived, out);
    }
    for (PatternEvent event : completing) {
      outer
          .of(
              event.event(),
              event.ingestedTime(),
              () -> OriginalBytes.compress(PatternEventDocument.json(event)),
              event.retracted())
          .stream()
          .filter(
              candidate ->
                  !event.repeated() || !detector.isLate(candidate, timers.currentWatermark()))
          .forEach(out::patternEvent);
    }
    for (Finding finding : changed) {
      if (arrived != null && finding.revision() == 1) {
        // one that the clock raised has waited on purpose
        meters.current().raised(finding, clock.millis());
      }
      pacing.offer(finding, timers, revision -> send(revision, out));
    }
  }

  /** An event that came too late to be kept has its original in the candidate only. */
  private void sendEvidence(EventKey key, @Nullable Candidate arrived, Outputs out) {
    TimelineEvent kept = timeline.events().get(key);
    byte[] original = timeline.originals().get(key);
    if (kept != null && original != null) {
      out.evidence(documents.of(kept.event(), original, clock.millis()));
      timeline.originals().remove(key);
    } else if (kept == null && arrived != null && EventKey.of(arrived.event()).equals(key)) {
      out.evidence(documents.of(arrived.event(), arrived.original(), clock.millis()));
    }
  }

  private void send(Finding finding, Outputs out) {
    meters.current().sent(finding);
    out.finding(finding);
    Entity entity = Entity.of(finding);
    Entity before = timeline.entities().get(finding.id());
    if (before != null && !before.equals(entity)) {
      out.entityFinding(new EntityFinding(before, finding, true));
    }
    if (timeline.findings().get(finding.id()) != null && !entity.equals(before)) {
      timeline.entities().put(finding.id(), entity);
    }
    out.entityFinding(new EntityFinding(entity, finding, false));
  }
}
