package dev.redthread.engine.match;

import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The most rules of a list that have an event each in a window, in the order of the list, the last
 * being the completing event. Times may be equal, and one event may stand for several rules.
 *
 * <p>Level by level, for one rule more each time, it is worked out how late an event of a rule may
 * be so that the rules after it can still follow.
 *
 * <p><i>Cost:</i> a search by roles for each rule and level.
 */
final class RulesInOrder {
  private static final long NONE = Long.MIN_VALUE;

  private final List<Shape.Temporal.Named> rules;
  private final long[] roles;

  RulesInOrder(List<Shape.Temporal.Named> rules) {
    this.rules = rules;
    roles = rules.stream().mapToLong(rule -> Roles.of(rule.places())).toArray();
  }

  /** Whether so many rules are in order in the window from a place on. */
  boolean atLeast(int least, Timeline timeline, int first, int completing) {
    long[] latest = ending(timeline, completing);
    for (int level = 1; level < least && isAny(latest); level++) {
      latest = before(latest, timeline, first);
    }
    return isAny(latest);
  }

  /**
   * The longest chain: of several the one that begins the latest, goes on the earliest, and of
   * equal times takes the earlier rule, then the smaller event.
   */
  List<ChainPart> chain(Timeline timeline, int first, int completing) {
    List<long[]> levels = new ArrayList<>();
    for (long[] latest = ending(timeline, completing);
        isAny(latest);
        latest = before(latest, timeline, first)) {
      levels.add(latest);
    }
    List<ChainPart> chain = new ArrayList<>();
    int rule = -1;
    long time = NONE;
    for (int level = levels.size() - 1; level >= 0; level--) {
      long[] latest = levels.get(level);
      if (chain.isEmpty()) {
        time = Arrays.stream(latest).max().orElseThrow();
      }
      int from = timeline.from(time);
      int event = level == 0 ? completing : Integer.MAX_VALUE;
      int taken = -1;
      for (int next = rule + 1; next < roles.length; next++) {
        if (latest[next] >= time) {
          int found = level == 0 ? completing : timeline.next(roles[next], from);
          if (taken < 0 || timeline.time(found) < timeline.time(event)) {
            event = found;
            taken = next;
          }
        }
      }
      chain.add(new ChainPart(rules.get(taken).name(), timeline.key(event), true));
      rule = taken;
      time = timeline.time(event);
    }
    return chain;
  }

  /** For each rule, when a chain of one begins: with the completing event. */
  private long[] ending(Timeline timeline, int completing) {
    long time = timeline.time(completing);
    return IntStream.range(0, roles.length)
        .mapToLong(rule -> (timeline.roles(completing) & roles[rule]) == 0 ? NONE : time)
        .toArray();
  }

  /** For each rule, when a chain of one more begins at the latest. */
  private long[] before(long[] latest, Timeline timeline, int first) {
    long[] earlier = new long[roles.length];
    long bound = NONE;
    for (int rule = roles.length - 1; rule >= 0; rule--) {
      int event = bound == NONE ? -1 : timeline.previous(roles[rule], timeline.after(bound));
      earlier[rule] = event < 0 || event < first ? NONE : timeline.time(event);
      bound = Math.max(bound, latest[rule]);
    }
    return earlier;
  }

  private static boolean isAny(long[] latest) {
    return Arrays.stream(latest).anyMatch(time -> time != NONE);
  }
}
