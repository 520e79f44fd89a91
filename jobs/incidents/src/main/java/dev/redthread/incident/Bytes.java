package dev.redthread.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that the bytes of a record are made of; texts of any length. */
final class Bytes {

  private Bytes() {}

  /** Writes one value. */
  interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads one value. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  static void text(String value, DataOutput out) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInput in) throws IOException {
    byte[] bytes = new byte[length(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static <T> void list(List<T> values, Writer<T> writer, DataOutput out) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(value, out);
    }
  }

  static <T> List<T> list(Reader<T> reader, DataInput in) throws IOException {
    int size = length(in);
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  static <T> void optional(@Nullable T value, Writer<T> writer, DataOutput out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      writer.write(value, out);
    }
  }

  static <T> @Nullable T optional(Reader<T> reader, DataInput in) throws IOException {
    return in.readBoolean() ? reader.read(in) : null;
  }

  private static int length(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new EOFException("a length of " + length);
    }
    return length;
  }
}
