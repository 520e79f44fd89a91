package dev.redthread.engine.codec;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.Completion.Slot;
import dev.redthread.engine.EventKey;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The bytes of a {@link Completion}. Version 2 added whether it is held back; since version 3 it
 * may have no chain of its own, and since version 4 lack the event that others have in common with
 * it.
 */
public final class CompletionCodec implements Codec<Completion> {
  private static final int HELD = 1;
  private static final int IN_SLOT = 2;
  private static final int SAYS = 4;

  @Override
  public int version() {
    return 4;
  }

  @Override
  public void write(Completion completion, DataOutput out) throws IOException {
    EventKeyCodec.writeKey(completion.event(), out);
    Wire.writeList(completion.chain(), CompletionCodec::writePart, out);
    Wire.writeAbsentOr(completion.settlesAt(), (time, to) -> to.writeLong(time), out);
    Wire.writeList(completion.bridge(), EventKeyCodec::writeKey, out);
    Slot slot = completion.slot();
    int held = completion.held() ? HELD : 0;
    if (slot == null) {
      out.writeByte(held);
    } else {
      out.writeByte(held | IN_SLOT | (slot.says() ? SAYS : 0));
      out.writeLong(slot.number());
    }
  }

  @Override
  public Completion read(DataInput in, int version) throws IOException {
    EventKey event = EventKeyCodec.readKey(in);
    List<ChainPart> chain = Wire.readList(CompletionCodec::readPart, in);
    Long settlesAt = Wire.readAbsentOr(DataInput::readLong, in);
    List<EventKey> bridge = Wire.readList(EventKeyCodec::readKey, in);
    int flags = version > 1 ? in.readByte() : 0;
    Slot slot = (flags & IN_SLOT) == 0 ? null : new Slot(in.readLong(), (flags & SAYS) != 0);
    return new Completion(event, chain, settlesAt, bridge, (flags & HELD) != 0, slot);
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
