package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A type that Flink serialises through its {@link Codec}.
 *
 * <p><i>Invariants:</i> may be a key: equal values have equal bytes. RocksDB cannot migrate keys,
 * so the codec of a key keeps its version.
 */
public final class CodecTypeInformation<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1;

  private final Class<T> type;
  private final Class<? extends Codec<T>> codecType;

  private CodecTypeInformation(Class<T> type, Class<? extends Codec<T>> codecType) {
    this.type = type;
    this.codecType = codecType;
  }

  public static <T> CodecTypeInformation<T> of(Class<T> type, Class<? extends Codec<T>> codecType) {
    return new CodecTypeInformation<>(type, codecType);
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return CodecSerializer.of(codecType);
  }

  @Override
  public boolean isKeyType() {
    return true;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public String toString() {
    return type.getSimpleName() + " by " + codecType.getSimpleName();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CodecTypeInformation<?> that
        && type.equals(that.type)
        && codecType.equals(that.codecType);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + codecType.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof CodecTypeInformation<?>;
  }
}
