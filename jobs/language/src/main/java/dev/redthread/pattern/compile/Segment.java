package dev.redthread.pattern.compile;

import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a pattern that is joined on one key; a sequence has as many as it has keys, anything
 * else is one.
 *
 * @param body what the part asks, as a pattern of its own
 * @param next the key of the part that goes on from its last step; empty at the last part
 */
record Segment(Body.Related body, List<Word> next) {
  Segment {
    next = List.copyOf(next);
  }

  static List<Segment> of(Body.Related body) {
    if (!(body instanceof Body.Sequence sequence) || !sequence.changesKey()) {
      return List.of(new Segment(body, List.of()));
    }
    List<Segment> segments = new ArrayList<>();
    List<Word> key = sequence.grouping().fields();
    List<Body.Stage> steps = new ArrayList<>();
    for (Body.Stage step : sequence.steps()) {
      if (!step.key().isEmpty()) {
        segments.add(new Segment(part(sequence, key, steps), step.key()));
        key = step.key();
        steps.clear();
      }
      steps.add(step);
    }
    segments.add(new Segment(part(sequence, key, steps), List.of()));
    return segments;
  }

  boolean isLast() {
    return next.isEmpty();
  }

  /** The step at which the key changes, as a pattern that is joined on the next key. */
  Body.Related pivot() {
    Body.Sequence sequence = (Body.Sequence) body;
    int steps = sequence.steps().size();
    return part(sequence, next, sequence.steps().subList(Math.max(0, steps - 1), steps));
  }

  private static Body.Sequence part(Body.Sequence of, List<Word> key, List<Body.Stage> steps) {
    return new Body.Sequence(
        new Grouping(key, of.grouping().aliases()),
        steps,
        of.timespan(),
        of.distinct(),
        of.until(),
        of.settled(),
        of.generate());
  }
}
