package dev.redthread.pipeline.operator;

import dev.redthread.event.Codec;
import dev.redthread.pipeline.state.DocumentCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of an {@link Unconfirmed}. */
public final class UnconfirmedCodec implements Codec<Unconfirmed> {
  private static final DocumentCodec DOCUMENTS = new DocumentCodec();

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Unconfirmed unconfirmed, DataOutput out) throws IOException {
    out.writeByte(DOCUMENTS.version());
    DOCUMENTS.write(unconfirmed.stored(), out);
    out.writeLong(unconfirmed.due());
    out.writeBoolean(unconfirmed.isNew());
  }

  @Override
  public Unconfirmed read(DataInput in, int version) throws IOException {
    return new Unconfirmed(
        DOCUMENTS.read(in, in.readUnsignedByte()), in.readLong(), in.readBoolean());
  }
}
