package dev.redthread.pipeline.state;

import dev.redthread.engine.EventKey;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of an {@link EventKey}. It is a key of state: its version stays 1. */
final class EventKeyCodec implements Codec<EventKey> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(EventKey value, DataOutput out) throws IOException {
    out.writeLong(value.eventTime());
    Wire.text(value.source(), out);
    Wire.text(value.id(), out);
  }

  @Override
  public EventKey read(DataInput in, int version) throws IOException {
    return new EventKey(in.readLong(), Wire.text(in), Wire.text(in));
  }
}
