package dev.redthread.engine.generated;

import dev.redthread.event.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Values through their codecs. */
final class Bytes {

  private Bytes() {}

  static <T> byte[] write(Codec<T> codec, T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      codec.write(value, new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(Codec<T> codec, byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      T value = codec.read(new DataInputStream(in), codec.version());
      if (in.available() > 0) {
        throw new IllegalStateException(codec + " left bytes of " + value);
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Texts as keys. */
  static final class TextCodec implements Codec<String> {
    @Override
    public int version() {
      return 1;
    }

    @Override
    public void write(String value, DataOutput out) throws IOException {
      out.writeUTF(value);
    }

    @Override
    public String read(DataInput in, int version) throws IOException {
      return in.readUTF();
    }
  }
}
