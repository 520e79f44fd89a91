package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import dev.redthread.pipeline.source.Delivered;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of what a source delivers. */
public final class DeliveredCodec implements Codec<Delivered> {
  private final RawRecordCodec records = new RawRecordCodec();
  private final DeadLetterCodec letters = new DeadLetterCodec();

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Delivered delivered, DataOutput out) throws IOException {
    if (delivered instanceof Delivered.Accepted accepted) {
      out.writeBoolean(true);
      records.write(accepted.record(), out);
    } else if (delivered instanceof Delivered.Refused refused) {
      out.writeBoolean(false);
      letters.write(refused.letter(), out);
    }
  }

  @Override
  public Delivered read(DataInput in, int version) throws IOException {
    return in.readBoolean()
        ? new Delivered.Accepted(records.read(in, records.version()))
        : new Delivered.Refused(letters.read(in, letters.version()));
  }
}
