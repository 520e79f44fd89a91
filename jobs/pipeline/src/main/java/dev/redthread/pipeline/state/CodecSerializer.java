package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's view of a {@link Codec}: reads one version of its bytes and writes the newest.
 *
 * <p><i>Invariants:</i> values are immutable, so copies are the values themselves. A serialiser
 * that was restored for an older version only reads; Flink migrates what it read by one of the
 * newest version.
 *
 * <p><i>Thread safety:</i> has no state but the codec, which has none.
 */
public final class CodecSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1;

  private final Class<? extends Codec<T>> codecType;
  private final int version;
  private transient @Nullable Codec<T> codec;

  CodecSerializer(Class<? extends Codec<T>> codecType, int version) {
    this.codecType = codecType;
    this.version = version;
  }

  /** The serialiser that reads and writes the newest version. */
  public static <T> CodecSerializer<T> of(Class<? extends Codec<T>> codecType) {
    return new CodecSerializer<>(codecType, instance(codecType).version());
  }

  static <T> Codec<T> instance(Class<? extends Codec<T>> codecType) {
    try {
      var constructor = codecType.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          codecType.getName() + " needs a constructor without parameters", e);
    }
  }

  Class<? extends Codec<T>> codecType() {
    return codecType;
  }

  int version() {
    return version;
  }

  private Codec<T> codec() {
    Codec<T> known = codec;
    if (known == null) {
      known = instance(codecType);
      codec = known;
    }
    return known;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    if (version != codec().version()) {
      throw new IllegalStateException(
          codecType.getName() + " writes version " + codec().version() + ", not " + version);
    }
    codec().write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return codec().read(source, version);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public @Nullable T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new CodecSerializerSnapshot<>(codecType, version);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CodecSerializer<?> that
        && codecType.equals(that.codecType)
        && version == that.version;
  }

  @Override
  public int hashCode() {
    return Objects.hash(codecType, version);
  }

  @Override
  public String toString() {
    return codecType.getSimpleName() + " version " + version;
  }
}
