package dev.redthread.pipeline.metrics;

import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Kept}. */
public final class KeptCodec implements Codec<Kept> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Kept kept, DataOutput out) throws IOException {
    Wire.writeText(kept.pattern(), out);
    out.writeLong(kept.timelines());
    out.writeLong(kept.events());
    out.writeLong(kept.partialMatches());
  }

  @Override
  public Kept read(DataInput in, int version) throws IOException {
    return new Kept(Wire.readText(in), in.readLong(), in.readLong(), in.readLong());
  }
}
