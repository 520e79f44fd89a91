package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link RawRecord}. */
public final class RawRecordCodec implements Codec<RawRecord> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(RawRecord raw, DataOutput out) throws IOException {
    Wire.writeText(raw.source(), out);
    out.writeLong(raw.receivedTime());
    out.writeLong(raw.ingestedTime());
    Parts.writeBytes(raw.bytes(), out);
    Parts.writeOrigin(raw.origin(), out);
  }

  @Override
  public RawRecord read(DataInput in, int version) throws IOException {
    return new RawRecord(
        Wire.readText(in), in.readLong(), in.readLong(), Parts.readBytes(in), Parts.readOrigin(in));
  }
}
