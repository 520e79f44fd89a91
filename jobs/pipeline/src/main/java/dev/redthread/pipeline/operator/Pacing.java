package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import dev.redthread.engine.StateTable;
import dev.redthread.pipeline.state.KeyedTable;
import dev.redthread.pipeline.state.Uids;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Holds revisions of a finding apart: the first goes out at once, further ones at most one in a
 * second, the last always.
 *
 * <p>A finding is remembered for the second after it went out, with a timer in processing time. For
 * the end of the input, where such timers no longer fire, there is one at the end of the received
 * clock for as long as anything is remembered.
 */
final class Pacing {
  /** The least distance between two revisions of one finding, in milliseconds. */
  static final long GAP = 1_000;

  /** The end of the received clock. */
  static final long END = Long.MAX_VALUE;

  static final MapStateDescriptor<String, Pace> PACES =
      new MapStateDescriptor<>(Uids.PACES, Types.STRING, WireTypes.PACE);

  private final StateTable<String, Pace> paces;

  Pacing(RuntimeContext context) {
    paces = new KeyedTable<>(context.getMapState(PACES));
  }

  /** Lets a revision out, now or later. */
  void offer(Finding finding, TimerService timers, Consumer<Finding> out) {
    long now = timers.currentProcessingTime();
    @Nullable Pace last = paces.get(finding.id());
    if (last != null && now >= last.publishedAt() && now < dueAt(last)) {
      paces.put(finding.id(), new Pace(last.publishedAt(), finding));
      return;
    }
    if (last != null) {
      timers.deleteProcessingTimeTimer(dueAt(last));
    }
    publish(finding, now, timers, out);
    timers.registerEventTimeTimer(END);
  }

  private void publish(Finding finding, long now, TimerService timers, Consumer<Finding> out) {
    out.accept(finding);
    paces.put(finding.id(), new Pace(now, null));
    timers.registerProcessingTimeTimer(now + GAP);
  }

  /**
   * Lets out what has waited long enough and forgets what went out long ago.
   *
   * @return whether anything is still remembered
   */
  boolean onProcessingTime(long timer, TimerService timers, Consumer<Finding> out) {
    long now = Math.max(timer, timers.currentProcessingTime());
    boolean remembered = false;
    for (Map.Entry<String, Pace> entry : paces.entries()) {
      Pace pace = entry.getValue();
      Finding waiting = pace.waiting();
      if (dueAt(pace) > now) {
        remembered = true;
      } else if (waiting == null) {
        paces.remove(entry.getKey());
      } else {
        remembered = true;
        publish(waiting, now, timers, out);
      }
    }
    return remembered;
  }

  /** Whether anything is remembered. */
  boolean remembers() {
    return paces.entries().iterator().hasNext();
  }

  /** Lets out everything that waits and forgets everything. */
  void flush(TimerService timers, Consumer<Finding> out) {
    for (Map.Entry<String, Pace> entry : paces.entries()) {
      Pace pace = entry.getValue();
      Finding waiting = pace.waiting();
      if (waiting != null) {
        out.accept(waiting);
      }
      timers.deleteProcessingTimeTimer(dueAt(pace));
      paces.remove(entry.getKey());
    }
  }

  private static long dueAt(Pace pace) {
    return pace.publishedAt() + GAP;
  }
}
