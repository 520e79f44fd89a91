package dev.redthread.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an {@link Event}. Activities are written by their id, so that the vocabulary may
 * grow and be reordered; an id that is no longer known is an error of the upgrade, not of the data.
 *
 * <p>Version 1: source, id, event time, received time less event time, activity id (empty for
 * none), number of fields, name and value of each, log, partition and position of the original,
 * whether clamped; all as {@link Wire} writes them.
 */
public final class EventCodec implements Codec<Event> {
  private static final int NEWEST = 1;

  @Override
  public int version() {
    return NEWEST;
  }

  @Override
  public void write(Event event, DataOutput out) throws IOException {
    Wire.writeText(event.source(), out);
    Wire.writeText(event.id(), out);
    Wire.writeSigned(event.eventTime(), out);
    Wire.writeSigned(event.receivedTime() - event.eventTime(), out);
    Activity activity = event.activity();
    Wire.writeText(activity == null ? "" : activity.id(), out);
    Fields fields = event.fields();
    Wire.writeUnsigned(fields.size(), out);
    for (int i = 0; i < fields.size(); i++) {
      Wire.writeText(fields.name(i), out);
      Wire.writeValue(fields.value(i), out);
    }
    Wire.writeText(event.origin().log(), out);
    Wire.writeSigned(event.origin().partition(), out);
    Wire.writeSigned(event.origin().position(), out);
    out.writeBoolean(event.clamped());
  }

  @Override
  public Event read(DataInput in, int version) throws IOException {
    if (version != NEWEST) {
      throw new IOException(
          "events of version " + version + " cannot be read, the newest known is " + NEWEST);
    }
    String source = Shared.text(Wire.readText(in));
    String id = Wire.readText(in);
    long eventTime = Wire.readSigned(in);
    long receivedTime = eventTime + Wire.readSigned(in);
    String activity = Wire.readText(in);
    Fields fields = readFields(in);
    Origin origin =
        new Origin(
            Shared.text(Wire.readText(in)),
            Math.toIntExact(Wire.readSigned(in)),
            Wire.readSigned(in));
    boolean clamped = in.readBoolean();
    return new Event(
        source,
        id,
        eventTime,
        receivedTime,
        activity.isEmpty()
            ? null
            : Activity.byId(activity)
                .orElseThrow(() -> new IOException("no activity is called " + activity)),
        fields,
        origin,
        clamped);
  }

  private static Fields readFields(DataInput in) throws IOException {
    int count = Wire.readCount(in);
    List<String> names = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(Shared.text(Wire.readText(in)));
      values.add(Shared.value(Wire.readValue(in)));
    }
    return Fields.shared(names, values);
  }
}
