package dev.redthread.pipeline.operator;

import dev.redthread.event.Codec;
import dev.redthread.pipeline.state.Parts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link LastWritten}. */
public final class LastWrittenCodec implements Codec<LastWritten> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(LastWritten written, DataOutput out) throws IOException {
    out.writeLong(written.version());
    Parts.writeBytes(written.compressed(), out);
  }

  @Override
  public LastWritten read(DataInput in, int version) throws IOException {
    return new LastWritten(in.readLong(), Parts.readBytes(in));
  }
}
