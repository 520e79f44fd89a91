package dev.redthread.engine.explain;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.engine.memory.MemoryTimeline;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the detector what forms of one pattern find on the timeline of one group. */
final class TryOut {
  private static final Clock NEVER = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final DetectorFactory DETECTORS =
      new DetectorFactory(DetectorOptions.DEFAULT.withCepKernel(false));

  private final CompiledPattern pattern;
  private final PatternSet set;
  private final List<String> group;
  private final List<TimelineEvent> events;

  TryOut(CompiledPattern pattern, PatternSet set, List<String> group, List<TimelineEvent> events) {
    this.pattern = pattern;
    this.set = set;
    this.group = group;
    this.events = events;
  }

  /** What is found when the pattern asks this, in the order of their first events. */
  List<Finding> findings(Shape shape) {
    CompiledPattern tried =
        new CompiledPattern(
            pattern.id(),
            pattern.title(),
            pattern.level(),
            pattern.tags(),
            pattern.risk(),
            pattern.shadow(),
            pattern.runbook(),
            pattern.rules(),
            pattern.groupBy(),
            shape,
            pattern.maxDelay(),
            List.of(),
            pattern.links(),
            pattern.response());
    List<CompiledPattern> needed = new ArrayList<>(List.of(tried));
    needed.addAll(Levels.steps(pattern, set));
    Detector detector = DETECTORS.create(new PatternSet(set.rules(), needed, Set.of()), NEVER);
    MemoryTimeline timeline = new MemoryTimeline();
    Map<String, Finding> latest = new LinkedHashMap<>();
    for (TimelineEvent event : events) {
      detector.onCandidate(
          new Candidate(pattern.id(), group, event.event(), event.roles(), false, 0, new byte[0]),
          timeline,
          Long.MIN_VALUE,
          finding -> latest.put(finding.id(), finding));
    }
    detector.onClock(
        pattern.id(),
        group,
        timeline,
        Long.MAX_VALUE,
        finding -> latest.put(finding.id(), finding));
    return latest.values().stream()
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .toList();
  }
}
