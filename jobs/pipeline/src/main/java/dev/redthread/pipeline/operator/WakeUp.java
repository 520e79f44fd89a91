package dev.redthread.pipeline.operator;

import dev.redthread.engine.StateCell;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.Uids;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * One timer on the received clock for each key: the earliest that anybody asked for. The one at the
 * end of the clock may be somebody else's too and is left alone.
 */
final class WakeUp {
  static final ValueStateDescriptor<Long> NEXT =
      new ValueStateDescriptor<>(Uids.WAKE_UP, Types.LONG);

  private final StateCell<Long> next;

  WakeUp(RuntimeContext context) {
    this(new KeyedCell<>(context.getState(NEXT)));
  }

  /**
   * @param next for when the current key's timer is set
   */
  WakeUp(StateCell<Long> next) {
    this.next = next;
  }

  /** Wakes the key at a time, unless it wakes earlier anyway. */
  void by(long time, TimerService timers) {
    @Nullable Long known = next.get();
    if (known != null && known <= time) {
      return;
    }
    if (known != null && known != Pacing.END) {
      timers.deleteEventTimeTimer(known);
    }
    next.put(time);
    timers.registerEventTimeTimer(time);
  }

  /** Whether it is time: the key then sleeps until {@link #by} is called again. */
  boolean isDue(long timer) {
    boolean due = isOver(timer);
    if (due) {
      next.clear();
    }
    return due;
  }

  /** Whether it is time; the key is still as one that waits. */
  boolean isOver(long timer) {
    @Nullable Long known = next.get();
    return known != null && known <= timer;
  }

  /** Whether the key is to wake at some time, if only at the end of the clock. */
  boolean isSet() {
    return next.get() != null;
  }

  /** Lets the key sleep for ever. */
  void cancel(TimerService timers) {
    @Nullable Long known = next.get();
    if (known == null) {
      return;
    }
    if (known != Pacing.END) {
      timers.deleteEventTimeTimer(known);
    }
    next.clear();
  }

  /** Whether the key is to wake at exactly this time. */
  boolean isAt(long time) {
    @Nullable Long known = next.get();
    return known != null && known == time;
  }
}
