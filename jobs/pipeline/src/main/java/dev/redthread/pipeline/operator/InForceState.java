package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.state.Uids;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** What is in force in a task, the same in all tasks at each checkpoint. */
public final class InForceState {
  public static final MapStateDescriptor<String, InForce> DESCRIPTOR =
      new MapStateDescriptor<>(Uids.IN_FORCE, Types.STRING, WireTypes.IN_FORCE);

  private static final String ONLY = "patterns";

  private final BroadcastState<String, InForce> state;

  InForceState(OperatorStateStore store) throws Exception {
    state = store.getBroadcastState(DESCRIPTOR);
  }

  @Nullable InForce get() throws Exception {
    return state.get(ONLY);
  }

  void put(InForce inForce) throws Exception {
    state.put(ONLY, inForce);
  }
}
