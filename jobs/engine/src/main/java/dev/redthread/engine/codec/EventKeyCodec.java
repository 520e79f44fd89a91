package dev.redthread.engine.codec;

import dev.redthread.engine.EventKey;
import dev.redthread.event.Codec;
import dev.redthread.event.Shared;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of an {@link EventKey}. */
public final class EventKeyCodec implements Codec<EventKey> {

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(EventKey key, DataOutput out) throws IOException {
    writeKey(key, out);
  }

  @Override
  public EventKey read(DataInput in, int version) throws IOException {
    return readKey(in);
  }

  static void writeKey(EventKey key, DataOutput out) throws IOException {
    out.writeLong(key.eventTime());
    Wire.writeText(key.source(), out);
    Wire.writeText(key.id(), out);
  }

  static EventKey readKey(DataInput in) throws IOException {
    return new EventKey(in.readLong(), Shared.text(Wire.readText(in)), Wire.readText(in));
  }
}
