package dev.redthread.pipeline.state;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link Completion}. */
final class CompletionCodec implements Codec<Completion> {
  private final EventKeyCodec keys = new EventKeyCodec();

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Completion value, DataOutput out) throws IOException {
    keys.write(value.event(), out);
    Wire.list(value.chain(), out, this::writePart);
    Wire.optional(value.settlesAt(), out, (time, to) -> to.writeLong(time));
    Wire.list(value.bridge(), out, keys::write);
  }

  private void writePart(ChainPart part, DataOutput out) throws IOException {
    Wire.text(part.step(), out);
    keys.write(part.event(), out);
    out.writeBoolean(part.binding());
  }

  @Override
  public Completion read(DataInput in, int version) throws IOException {
    return new Completion(
        keys.read(in, keys.version()),
        Wire.list(in, this::readPart),
        Wire.optional(in, DataInput::readLong),
        Wire.list(in, from -> keys.read(from, keys.version())));
  }

  private ChainPart readPart(DataInput in) throws IOException {
    return new ChainPart(Wire.text(in), keys.read(in, keys.version()), in.readBoolean());
  }
}
