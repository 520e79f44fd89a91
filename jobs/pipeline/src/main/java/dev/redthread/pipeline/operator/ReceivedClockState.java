package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.state.Uids;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Where the received clock stood at the last checkpoint. Flink keeps no watermark: without this,
 * all that has settled would have to wait again after a restore, until the first watermark arrives.
 *
 * <p>With aligned checkpoints all tasks stand at the same moment; else the earliest of theirs is
 * taken.
 */
final class ReceivedClockState {
  static final ListStateDescriptor<Long> DESCRIPTOR =
      new ListStateDescriptor<>(Uids.RECEIVED_CLOCK, Types.LONG);

  private final ListState<Long> state;
  private final long restored;

  ReceivedClockState(OperatorStateStore store) throws Exception {
    state = store.getUnionListState(DESCRIPTOR);
    long earliest = Long.MAX_VALUE;
    for (long each : state.get()) {
      earliest = Math.min(earliest, each);
    }
    restored = earliest == Long.MAX_VALUE ? Long.MIN_VALUE : earliest;
  }

  /** Milliseconds since 1970, or {@link Long#MIN_VALUE} where it is not known. */
  long restored() {
    return restored;
  }

  /** The clock does not go back: sources that have just been restored may be behind it. */
  long atLeastRestored(long receivedClock) {
    return Math.max(restored, receivedClock);
  }

  /** The end of all input is not kept: what goes on from a drained job has not come to its end. */
  void keep(long receivedClock) throws Exception {
    state.update(
        receivedClock == Long.MIN_VALUE || receivedClock == Long.MAX_VALUE
            ? List.of()
            : List.of(receivedClock));
  }
}
