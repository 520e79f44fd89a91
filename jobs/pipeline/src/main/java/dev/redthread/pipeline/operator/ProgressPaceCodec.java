package dev.redthread.pipeline.operator;

import dev.redthread.engine.Progress;
import dev.redthread.engine.codec.ProgressCodec;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link ProgressPace}. */
public final class ProgressPaceCodec implements Codec<ProgressPace> {
  private final ProgressCodec progresses = new ProgressCodec();

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(ProgressPace pace, DataOutput out) throws IOException {
    out.writeLong(pace.at());
    out.writeLong(pace.version());
    out.writeBoolean(pace.waiting());
    Progress published = pace.published();
    out.writeByte(published == null ? 0 : progresses.version());
    if (published != null) {
      progresses.write(published, out);
    }
  }

  @Override
  public ProgressPace read(DataInput in, int version) throws IOException {
    long at = in.readLong();
    long last = in.readLong();
    boolean waiting = in.readBoolean();
    int nested = in.readUnsignedByte();
    return new ProgressPace(at, last, waiting, nested == 0 ? null : progresses.read(in, nested));
  }
}
