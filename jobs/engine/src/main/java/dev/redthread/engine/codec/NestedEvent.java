package dev.redthread.engine.codec;

import dev.redthread.event.Codec;
import dev.redthread.event.Event;
import dev.redthread.event.EventCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An event inside another type's bytes. It says its own version, so that the event's format may
 * change without a new version of all that holds events.
 */
final class NestedEvent {
  private static final Codec<Event> CODEC = new EventCodec();

  private NestedEvent() {}

  static void write(Event event, DataOutput out) throws IOException {
    out.writeByte(CODEC.version());
    CODEC.write(event, out);
  }

  static Event read(DataInput in) throws IOException {
    return CODEC.read(in, in.readUnsignedByte());
  }
}
