package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many cases there were of each kind of change.
 *
 * <p><i>Thread safety:</i> any thread may call it.
 */
final class ChangeTally {
  private final Map<PatternCourse.Kind, Integer> kinds = new EnumMap<>(PatternCourse.Kind.class);
  private int byRestart;
  private int restored;
  private int onRocksDb;
  private int ahead;
  private int behind;

  synchronized void add(PatternCourse course, OperatorSetting setting) {
    int cases = course.kinds().size();
    course.kinds().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
    byRestart += course.isByRestart() ? cases : 0;
    restored += setting.restarts() > 0 ? cases : 0;
    onRocksDb += setting.isOn(StateBackend.ROCKSDB) ? cases : 0;
    ahead += course.strays(true);
    behind += course.strays(false);
  }

  /** How many cases were of a kind. */
  synchronized int of(PatternCourse.Kind kind) {
    return kinds.getOrDefault(kind, 0);
  }

  /** How many candidates were ahead of the version in force, and waited for theirs. */
  synchronized int ahead() {
    return ahead;
  }

  /** How many candidates were behind the version in force. */
  synchronized int behind() {
    return behind;
  }

  @Override
  public synchronized String toString() {
    return ("%d patterns changed on the way, %d were added, %d removed and put back, %d said"
            + " otherwise, %d left as they were beside them; %d cases of these changed over a"
            + " restart, %d were restored besides, %d on RocksDB; %d candidates were ahead of the"
            + " version in force, %d behind")
        .formatted(
            of(PatternCourse.Kind.CHANGED),
            of(PatternCourse.Kind.ADDED),
            of(PatternCourse.Kind.PUT_BACK),
            of(PatternCourse.Kind.SAID_OTHERWISE),
            of(PatternCourse.Kind.AS_IT_WAS),
            byRestart,
            restored,
            onRocksDb,
            ahead,
            behind);
  }
}
