package dev.redthread.benchmark.flink;

import dev.redthread.event.Codec;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** No more of an event than the sequences of a workload read. */
record LeanEvent(String id, String person, String type) {

  static LeanEvent of(Event event) {
    return new LeanEvent(event.id(), text(event, Event.PERSON), text(event, "event.action"));
  }

  private static String text(Event event, String field) {
    Value value = event.field(field);
    return value == null ? "" : value.text();
  }

  /** Its bytes. */
  static final class Bytes implements Codec<LeanEvent> {
    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(LeanEvent event, DataOutput out) throws IOException {
      out.writeUTF(event.id());
      out.writeUTF(event.person());
      out.writeUTF(event.type());
    }

    @Override
    public LeanEvent read(DataInput in, int version) throws IOException {
      return new LeanEvent(in.readUTF(), in.readUTF(), in.readUTF());
    }
  }
}
