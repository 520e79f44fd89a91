package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint says of the bytes of one type: the codec and the version that wrote them.
 *
 * <p><i>Errors:</i> bytes of a version that this build does not know are refused while reading, by
 * a message that names both versions.
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int LAYOUT = 1;

  private @Nullable Class<? extends Codec<T>> codecType;
  private int version;

  /** For Flink, which fills it by {@link #readSnapshot}. */
  public CodecSerializerSnapshot() {}

  CodecSerializerSnapshot(Class<? extends Codec<T>> codecType, int version) {
    this.codecType = codecType;
    this.version = version;
  }

  @Override
  public int getCurrentVersion() {
    return LAYOUT;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(codecType().getName());
    out.writeInt(version);
  }

  @Override
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
      throws IOException {
    if (readVersion != LAYOUT) {
      throw new IOException("Unknown layout " + readVersion + " of a codec's snapshot");
    }
    codecType = codecType(in.readUTF(), loader);
    version = in.readInt();
    int newest = CodecSerializer.instance(codecType()).version();
    if (version > newest) {
      throw new IOException(
          "State was written by version %d of %s and this build reads up to version %d: start the build that wrote it, or a newer one"
              .formatted(version, codecType().getName(), newest));
    }
  }

  @SuppressWarnings("unchecked")
  private Class<? extends Codec<T>> codecType(String name, ClassLoader loader) throws IOException {
    try {
      return (Class<? extends Codec<T>>) Class.forName(name, false, loader).asSubclass(Codec.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IOException("State was written by " + name + ", which this build has not", e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new CodecSerializer<>(codecType(), version);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> older) {
    if (!(older instanceof CodecSerializerSnapshot<T> that)
        || !codecType().equals(that.codecType())
        || that.version > version) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return that.version == version
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }

  private Class<? extends Codec<T>> codecType() {
    if (codecType == null) {
      throw new IllegalStateException("The snapshot was not read");
    }
    return codecType;
  }
}
