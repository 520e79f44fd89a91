package dev.redthread.engine.codec;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link TimelineEvent}. */
public final class TimelineEventCodec implements Codec<TimelineEvent> {

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(TimelineEvent event, DataOutput out) throws IOException {
    out.writeLong(event.roles());
    out.writeLong(event.ingestedTime());
    NestedEvent.write(event.event(), out);
  }

  @Override
  public TimelineEvent read(DataInput in, int version) throws IOException {
    long roles = in.readLong();
    long ingestedTime = in.readLong();
    return new TimelineEvent(NestedEvent.read(in), roles, ingestedTime);
  }
}
