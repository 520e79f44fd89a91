package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link DeadLetter}. Reasons are written by name, so their order may change. */
public final class DeadLetterCodec implements Codec<DeadLetter> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(DeadLetter letter, DataOutput out) throws IOException {
    Wire.writeText(letter.source(), out);
    Parts.writeOrigin(letter.origin(), out);
    out.writeLong(letter.receivedTime());
    Wire.writeText(letter.reason().name(), out);
    Wire.writeText(letter.detail(), out);
    Parts.writeBytes(letter.original(), out);
  }

  @Override
  public DeadLetter read(DataInput in, int version) throws IOException {
    return new DeadLetter(
        Wire.readText(in),
        Parts.readOrigin(in),
        in.readLong(),
        DeadLetter.Reason.valueOf(Wire.readText(in)),
        Wire.readText(in),
        Parts.readBytes(in));
  }
}
