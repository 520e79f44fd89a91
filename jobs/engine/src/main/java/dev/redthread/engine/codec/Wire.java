package dev.redthread.engine.codec;

import dev.redthread.event.Shared;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts, lists and absent values in bytes; a text may be longer than {@code writeUTF} allows. */
final class Wire {

  /** Writes one element of a list. */
  interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads one element of a list. */
  interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private Wire() {}

  static void writeText(String text, DataOutput out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  /** A text that is likely to be read again soon. */
  static String readSharedText(DataInput in) throws IOException {
    return Shared.text(readText(in));
  }

  static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  static <T> void writeAbsentOr(@Nullable T value, Writer<T> writer, DataOutput out)
      throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      writer.write(value, out);
    }
  }

  static <T> @Nullable T readAbsentOr(Reader<T> reader, DataInput in) throws IOException {
    return in.readBoolean() ? reader.read(in) : null;
  }

  static <T> void writeList(List<T> list, Writer<T> writer, DataOutput out) throws IOException {
    out.writeInt(list.size());
    for (T value : list) {
      writer.write(value, out);
    }
  }

  static <T> List<T> readList(Reader<T> reader, DataInput in) throws IOException {
    int size = in.readInt();
    List<T> list = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      list.add(reader.read(in));
    }
    return list;
  }
}
