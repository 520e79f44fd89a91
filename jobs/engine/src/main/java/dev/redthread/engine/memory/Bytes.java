package dev.redthread.engine.memory;

import dev.redthread.event.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Values through their bytes. */
final class Bytes {
  private Bytes() {}

  static <T> T copy(T value, Codec<T> codec) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      codec.write(value, new DataOutputStream(bytes));
      return codec.read(
          new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), codec.version());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be read", e);
    }
  }
}
