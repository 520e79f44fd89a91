package dev.redthread.pipeline.operator;

import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import dev.redthread.incident.Entity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of an {@link Entity}. */
public final class EntityCodec implements Codec<Entity> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Entity entity, DataOutput out) throws IOException {
    Wire.writeText(entity.kind(), out);
    Wire.writeText(entity.value(), out);
  }

  @Override
  public Entity read(DataInput in, int version) throws IOException {
    return new Entity(Wire.readText(in), Wire.readText(in));
  }
}
