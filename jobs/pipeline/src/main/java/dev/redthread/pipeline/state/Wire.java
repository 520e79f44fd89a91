package dev.redthread.pipeline.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of which the pipeline's codecs are made: texts of any length, byte arrays, lists, and
 * what may be absent.
 */
final class Wire {
  private Wire() {}

  /** Writes one element of a list. */
  interface Write<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads one element of a list. */
  interface Read<T> {
    T read(DataInput in) throws IOException;
  }

  static void text(String value, DataOutput out) throws IOException {
    bytes(value.getBytes(StandardCharsets.UTF_8), out);
  }

  static String text(DataInput in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  static void bytes(byte[] value, DataOutput out) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  static byte[] bytes(DataInput in) throws IOException {
    byte[] value = new byte[in.readInt()];
    in.readFully(value);
    return value;
  }

  static <T> void list(List<T> values, DataOutput out, Write<T> element) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      element.write(value, out);
    }
  }

  static <T> List<T> list(DataInput in, Read<T> element) throws IOException {
    int size = in.readInt();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(element.read(in));
    }
    return values;
  }

  static <T> void optional(@Nullable T value, DataOutput out, Write<T> element) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      element.write(value, out);
    }
  }

  static <T> @Nullable T optional(DataInput in, Read<T> element) throws IOException {
    return in.readBoolean() ? element.read(in) : null;
  }
}
