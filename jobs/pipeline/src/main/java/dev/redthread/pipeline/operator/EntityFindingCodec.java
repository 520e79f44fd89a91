package dev.redthread.pipeline.operator;

import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of an {@link EntityFinding}. */
public final class EntityFindingCodec implements Codec<EntityFinding> {
  private final EntityCodec entities = new EntityCodec();
  private final FindingCodec findings = new FindingCodec();

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(EntityFinding value, DataOutput out) throws IOException {
    entities.write(value.entity(), out);
    out.writeByte(findings.version());
    findings.write(value.finding(), out);
    out.writeBoolean(value.left());
    Long until = value.suppressedUntil();
    out.writeBoolean(until != null);
    if (until != null) {
      out.writeLong(until);
    }
  }

  @Override
  public EntityFinding read(DataInput in, int version) throws IOException {
    return new EntityFinding(
        entities.read(in, entities.version()),
        findings.read(in, in.readUnsignedByte()),
        in.readBoolean(),
        version > 1 && in.readBoolean() ? in.readLong() : null);
  }
}
