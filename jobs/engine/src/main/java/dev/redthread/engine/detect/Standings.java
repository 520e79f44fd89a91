package dev.redthread.engine.detect;

import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.Progress;
import dev.redthread.engine.Standing;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.progress.HalfFinished;
import dev.redthread.engine.progress.HalfFinished.Reached;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How far the groups of each pattern have come that has enough steps to be half-finished. */
final class Standings {
  private final Map<String, HalfFinished> byPattern = new HashMap<>();

  Standings(PatternSet patterns) {
    for (CompiledPattern pattern : patterns.patterns()) {
      HalfFinished.of(pattern, patterns).ifPresent(found -> byPattern.put(pattern.id(), found));
    }
  }

  boolean tracks(String pattern) {
    return byPattern.containsKey(pattern);
  }

  /**
   * A chain that began before the last completion is part of that story and no longer waited on.
   */
  Standing of(KeyMemory memory, long receivedClock) {
    HalfFinished pattern =
        Objects.requireNonNull(byPattern.get(memory.run().pattern().id()), "not tracked");
    Timeline timeline = memory.timeline();
    long completed = memory.components().lastTime();
    Progress progress =
        pattern
            .farthest(timeline, completed, receivedClock)
            .map(reached -> progress(memory, pattern, reached))
            .orElse(null);
    return new Standing(progress, completed, timeline.size() - timeline.after(completed));
  }

  private static Progress progress(KeyMemory memory, HalfFinished pattern, Reached reached) {
    FindingText text = new FindingText(memory);
    List<ChainPart> chain = reached.chain();
    return new Progress(
        text.reference(),
        text.group(),
        reached.step(),
        pattern.steps(),
        chain.stream().map(part -> new Progress.Link(part.step(), part.event())).toList(),
        HalfFinished.begins(chain),
        reached.anchor().eventTime(),
        reached.expires());
  }
}
