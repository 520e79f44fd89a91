package dev.redthread.pipeline.state;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;

/** What a canonical savepoint holds. */
public final class SavepointContent {
  private final ClassLoader classes = SavepointContent.class.getClassLoader();
  private final Set<String> states = new TreeSet<>();

  private SavepointContent() {}

  /** The names of the states, of any operator, that hold something. */
  public static Set<String> states(Path metadata) throws Exception {
    SavepointContent content = new SavepointContent();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(in, content.classes, metadata.toString())
              .getOperatorStates()) {
        for (OperatorSubtaskState task : operator.getStates()) {
          for (OperatorStateHandle handle : task.getManagedOperatorState()) {
            content.addOperatorState(handle);
          }
          for (KeyedStateHandle handle : task.getManagedKeyedState()) {
            content.addKeyed((KeyGroupsStateHandle) handle);
          }
        }
      }
    }
    return content.states;
  }

  private void addOperatorState(OperatorStateHandle handle) {
    handle
        .getStateNameToPartitionOffsets()
        .forEach(
            (name, where) -> {
              if (where.getOffsets().length > 0) {
                states.add(name);
              }
            });
  }

  private void addKeyed(KeyGroupsStateHandle handle) throws Exception {
    var restored =
        new FullSnapshotRestoreOperation<>(
                handle.getKeyGroupRange(),
                classes,
                List.of(handle),
                StateSerializerProvider.fromNewRegisteredSerializer(
                    keys(handle).getKeySerializerSnapshot().restoreSerializer()))
            .restore();
    while (restored.hasNext()) {
      add(restored.next());
    }
  }

  private void add(SavepointRestoreResult result) throws Exception {
    List<StateMetaInfoSnapshot> names = result.getStateMetaInfoSnapshots();
    var groups = result.getRestoredKeyGroups();
    while (groups.hasNext()) {
      KeyGroup group = groups.next();
      var entries = group.getKeyGroupEntries();
      while (entries.hasNext()) {
        states.add(names.get(entries.next().getKvStateId()).getName());
      }
    }
  }

  private KeyedBackendSerializationProxy<Object> keys(KeyGroupsStateHandle handle)
      throws IOException {
    KeyedBackendSerializationProxy<Object> keys = new KeyedBackendSerializationProxy<>(classes);
    try (FSDataInputStream in = handle.openInputStream()) {
      keys.read(new DataInputViewStreamWrapper(in));
    }
    return keys;
  }
}
