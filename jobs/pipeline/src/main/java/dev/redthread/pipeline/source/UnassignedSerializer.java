package dev.redthread.pipeline.source;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The bytes of what a {@link OneSplitEnumerator} still holds: the split, or nothing.
 *
 * @param <S> the split
 */
public record UnassignedSerializer<S>(SimpleVersionedSerializer<S> splits)
    implements SimpleVersionedSerializer<List<S>> {

  @Override
  public int getVersion() {
    return splits.getVersion();
  }

  @Override
  public byte[] serialize(List<S> unassigned) throws IOException {
    return unassigned.isEmpty() ? new byte[0] : splits.serialize(unassigned.get(0));
  }

  @Override
  public List<S> deserialize(int version, byte[] serialized) throws IOException {
    return serialized.length == 0 ? List.of() : List.of(splits.deserialize(version, serialized));
  }
}
