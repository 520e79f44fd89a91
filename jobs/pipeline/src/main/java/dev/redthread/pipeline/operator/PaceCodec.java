package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Pace}. */
public final class PaceCodec implements Codec<Pace> {
  private final FindingCodec findings = new FindingCodec();

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Pace pace, DataOutput out) throws IOException {
    out.writeLong(pace.publishedAt());
    Finding waiting = pace.waiting();
    out.writeByte(waiting == null ? 0 : findings.version());
    if (waiting != null) {
      findings.write(waiting, out);
    }
  }

  @Override
  public Pace read(DataInput in, int version) throws IOException {
    long publishedAt = in.readLong();
    int findingVersion = in.readUnsignedByte();
    return new Pace(publishedAt, findingVersion == 0 ? null : findings.read(in, findingVersion));
  }
}
