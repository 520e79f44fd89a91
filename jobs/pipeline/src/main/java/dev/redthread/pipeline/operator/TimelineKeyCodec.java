package dev.redthread.pipeline.operator;

import dev.redthread.event.Codec;
import dev.redthread.event.Shared;
import dev.redthread.event.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a {@link TimelineKey}. State is kept by it: its version stays 1. */
public final class TimelineKeyCodec implements Codec<TimelineKey> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(TimelineKey key, DataOutput out) throws IOException {
    Wire.writeText(key.pattern(), out);
    Wire.writeUnsigned(key.group().size(), out);
    for (String value : key.group()) {
      Wire.writeText(value, out);
    }
  }

  @Override
  public TimelineKey read(DataInput in, int version) throws IOException {
    String pattern = Shared.text(Wire.readText(in));
    int size = Math.toIntExact(Wire.readUnsigned(in));
    List<String> group = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      group.add(Shared.text(Wire.readText(in)));
    }
    return new TimelineKey(pattern, group);
  }
}
