package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import java.util.List;

/**
 * What the timelines are kept by: a pattern and the values of its group.
 *
 * <p><i>Invariants:</i> the hash decides which task holds the key and stays the same over Java
 * versions and machines.
 */
public record TimelineKey(String pattern, List<String> group) {
  public TimelineKey {
    group = List.copyOf(group);
  }

  public static TimelineKey of(Candidate candidate) {
    return new TimelineKey(candidate.pattern(), candidate.group());
  }

  @Override
  public int hashCode() {
    return 31 * pattern.hashCode() + group.hashCode();
  }
}
