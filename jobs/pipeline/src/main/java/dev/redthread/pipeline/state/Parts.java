package dev.redthread.pipeline.state;

import dev.redthread.event.Event;
import dev.redthread.event.EventCodec;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.event.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What several codecs of the pipeline have in common. A nested event says its own version, so that
 * its format may change without a new version of all that holds one.
 */
public final class Parts {
  private static final EventCodec EVENTS = new EventCodec();

  private Parts() {}

  public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    Wire.writeUnsigned(bytes.length, out);
    out.write(bytes);
  }

  public static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[Wire.readCount(in)];
    in.readFully(bytes);
    return bytes;
  }

  public static void writeOrigin(Origin origin, DataOutput out) throws IOException {
    Wire.writeText(origin.log(), out);
    out.writeInt(origin.partition());
    out.writeLong(origin.position());
  }

  public static Origin readOrigin(DataInput in) throws IOException {
    return new Origin(Wire.readText(in), in.readInt(), in.readLong());
  }

  public static void writeEvent(Event event, DataOutput out) throws IOException {
    out.writeByte(EVENTS.version());
    EVENTS.write(event, out);
  }

  public static Event readEvent(DataInput in) throws IOException {
    return EVENTS.read(in, in.readUnsignedByte());
  }

  public static void writeFields(Fields fields, DataOutput out) throws IOException {
    Wire.writeUnsigned(fields.size(), out);
    for (int i = 0; i < fields.size(); i++) {
      Wire.writeText(fields.name(i), out);
      Wire.writeValue(fields.value(i), out);
    }
  }

  public static Fields readFields(DataInput in) throws IOException {
    Map<String, Value> fields = new HashMap<>();
    for (int left = Wire.readCount(in); left > 0; left--) {
      fields.put(Wire.readText(in), Wire.readValue(in));
    }
    return Fields.of(fields);
  }

  public static void writeTexts(List<String> texts, DataOutput out) throws IOException {
    Wire.writeUnsigned(texts.size(), out);
    for (String text : texts) {
      Wire.writeText(text, out);
    }
  }

  public static List<String> readTexts(DataInput in) throws IOException {
    int count = Wire.readCount(in);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(Wire.readText(in));
    }
    return texts;
  }

  public static void writeAbsentOrText(@Nullable String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      Wire.writeText(text, out);
    }
  }

  public static @Nullable String readAbsentOrText(DataInput in) throws IOException {
    return in.readBoolean() ? Wire.readText(in) : null;
  }
}
