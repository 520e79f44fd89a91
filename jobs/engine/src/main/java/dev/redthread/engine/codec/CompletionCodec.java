package dev.redthread.engine.codec;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The bytes of a {@link Completion}. Version 2 added whether it is held back; since version 3 it
 * may have no chain of its own.
 */
public final class CompletionCodec implements Codec<Completion> {

  @Override
  public int version() {
    return 3;
  }

  @Override
  public void write(Completion completion, DataOutput out) throws IOException {
    EventKeyCodec.writeKey(completion.event(), out);
    Wire.writeList(completion.chain(), CompletionCodec::writePart, out);
    Wire.writeAbsentOr(completion.settlesAt(), (time, to) -> to.writeLong(time), out);
    Wire.writeList(completion.bridge(), EventKeyCodec::writeKey, out);
    out.writeBoolean(completion.held());
  }

  @Override
  public Completion read(DataInput in, int version) throws IOException {
    return new Completion(
        EventKeyCodec.readKey(in),
        Wire.readList(CompletionCodec::readPart, in),
        Wire.readAbsentOr(DataInput::readLong, in),
        Wire.readList(EventKeyCodec::readKey, in),
        version > 1 && in.readBoolean());
  }

  private static void writePart(ChainPart part, DataOutput out) throws IOException {
    Wire.writeText(part.step(), out);
    EventKeyCodec.writeKey(part.event(), out);
    out.writeBoolean(part.binding());
  }

  private static ChainPart readPart(DataInput in) throws IOException {
    return new ChainPart(Wire.readText(in), EventKeyCodec.readKey(in), in.readBoolean());
  }
}
