package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes candidates of events.
 *
 * <p><i>Thread safety:</i> none; one for each task.
 */
final class Candidates {
  private final Screen screen;
  private final Levels levels;
  private final long version;

  private Candidates(Screen screen, Levels levels, long version) {
    this.screen = screen;
    this.levels = levels;
    this.version = version;
  }

  /** For all patterns of a version of the set. */
  static Candidates of(PatternSet patterns, long version) {
    return of(patterns, pattern -> true, version);
  }

  /**
   * The same for events of which some fields cost much to ask for.
   *
   * @param derived those
   */
  static Candidates of(PatternSet patterns, Set<String> derived, long version) {
    return new Candidates(Screen.compile(patterns, derived), Levels.of(patterns), version);
  }

  /** For some patterns of a version of the set. */
  static Candidates of(PatternSet patterns, Predicate<CompiledPattern> some, long version) {
    PatternSet wanted =
        new PatternSet(patterns.rules(), patterns.patterns().stream().filter(some).toList());
    return new Candidates(Screen.compile(wanted), Levels.of(patterns), version);
  }

  /** For the patterns that have patterns as steps. */
  static Candidates ofOuter(PatternSet patterns, long version) {
    return of(patterns, pattern -> !Levels.steps(pattern, patterns).isEmpty(), version);
  }

  /** Whether there would be any candidate. */
  boolean areThereOf(Event event) {
    boolean[] found = new boolean[1];
    screen.match(event, (pattern, group, roles) -> found[0] = true);
    return found[0];
  }

  /** Whether some pattern groups by a field and wants the event, which has none. */
  boolean lack(Event event, String field) {
    return screen.lacks(event, field);
  }

  /** Those of an event of a device: under its owner where the link to it counts. */
  List<Candidate> of(Orphan orphan, boolean retracted) {
    List<Candidate> found =
        of(
            orphan.resolved(),
            orphan.ingestedTime(),
            orphan::original,
            retracted,
            pattern -> counts(orphan, pattern));
    if (orphan.ahead() > 0 || orphan.until() < Long.MAX_VALUE) {
      found.addAll(
          of(
              orphan.event(),
              orphan.ingestedTime(),
              orphan::original,
              retracted,
              pattern -> !counts(orphan, pattern)));
    }
    return found;
  }

  /** Whether a pattern looks as far ahead as the link is, and not so far that there is another. */
  private static boolean counts(Orphan orphan, CompiledPattern pattern) {
    return pattern.countsLink(orphan.ahead())
        && (orphan.until() == Long.MAX_VALUE || !pattern.countsLink(orphan.until()));
  }

  /** What takes an event of a device from its owner where the link to it does not count. */
  List<Candidate> notCounting(Orphan orphan) {
    return of(
        orphan.resolved(),
        orphan.ingestedTime(),
        orphan::original,
        true,
        pattern -> !counts(orphan, pattern));
  }

  /**
   * One candidate for each pattern and group that the event matters to.
   *
   * @param original makes the compressed original, once and only if there is a candidate
   */
  List<Candidate> of(Event event, long ingestedTime, Supplier<byte[]> original, boolean retracted) {
    return of(event, ingestedTime, original, retracted, pattern -> true);
  }

  private List<Candidate> of(
      Event event,
      long ingestedTime,
      Supplier<byte[]> original,
      boolean retracted,
      Predicate<CompiledPattern> some) {
    List<Candidate> found = new ArrayList<>();
    byte[][] made = new byte[1][];
    screen.match(
        event,
        (pattern, group, roles) -> {
          if (!some.test(pattern)) {
            return;
          }
          byte @Nullable [] known = made[0];
          byte[] bytes = known == null ? original.get() : known;
          made[0] = bytes;
          found.add(
              new Candidate(
                  pattern.id(),
                  group,
                  event,
                  roles,
                  retracted,
                  ingestedTime,
                  bytes,
                  version,
                  levels.of(pattern.id())));
        });
    return found;
  }
}
