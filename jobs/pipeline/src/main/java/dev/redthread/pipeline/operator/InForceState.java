package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.state.Uids;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What is in force in a task, by subject: the patterns, and side files that have changed. The same
 * in all tasks at each checkpoint.
 */
public final class InForceState {
  public static final MapStateDescriptor<String, InForce> DESCRIPTOR =
      new MapStateDescriptor<>(Uids.IN_FORCE, Types.STRING, WireTypes.IN_FORCE);

  private final BroadcastState<String, InForce> state;

  InForceState(OperatorStateStore store) throws Exception {
    state = store.getBroadcastState(DESCRIPTOR);
  }

  /** The patterns. */
  @Nullable InForce get() throws Exception {
    return state.get(PatternVersion.PATTERNS);
  }

  /** Side files; empty as long as none have come but those that the job was started with. */
  Optional<InForce> get(String subject) throws Exception {
    return Optional.ofNullable(state.get(subject));
  }

  /** Side files, unless what is kept is as new: then not, and false. */
  boolean replace(PatternVersion version) throws Exception {
    InForce before = state.get(version.subject());
    if (before != null && version.number() <= before.number()) {
      return false;
    }
    state.put(version.subject(), new InForce(version, Map.of()));
    return true;
  }

  void put(InForce inForce) throws Exception {
    state.put(inForce.version().subject(), inForce);
  }
}
