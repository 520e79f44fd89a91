package dev.redthread.pipeline.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A value, made by hand, of a format of bytes that state may hold.
 *
 * @param format the class of the format, without its package
 * @param version the version that it writes
 * @param variant which of the format's forms the value shows
 */
public record Sample<T>(
    String format, int version, String variant, T value, Writer<T> writer, Reader<T> reader) {

  /** Writes the newest version. */
  public interface Writer<T> {
    byte[] write(T value) throws IOException;
  }

  /** Reads any version. */
  public interface Reader<T> {
    T read(byte[] bytes, int version) throws IOException;
  }

  public static <T> Sample<T> of(String variant, T value, Codec<T> codec) {
    return new Sample<>(
        name(codec.getClass()),
        codec.version(),
        variant,
        value,
        each -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          codec.write(each, new DataOutputStream(bytes));
          return bytes.toByteArray();
        },
        (bytes, version) -> {
          DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
          T read = codec.read(in, version);
          assertThat(in.available()).as("bytes left").isZero();
          return read;
        });
  }

  public static <T> Sample<T> of(String variant, T value, SimpleVersionedSerializer<T> serializer) {
    return new Sample<>(
        name(serializer.getClass()),
        serializer.getVersion(),
        variant,
        value,
        serializer::serialize,
        (bytes, version) -> serializer.deserialize(version, bytes));
  }

  static String name(Class<?> format) {
    return name(format.getName());
  }

  static String name(String format) {
    return format.substring(format.lastIndexOf('.') + 1).replace('$', '.');
  }

  byte[] bytes() throws IOException {
    return writer.write(value);
  }

  T read(byte[] bytes, int ofVersion) throws IOException {
    return reader.read(bytes, ofVersion);
  }

  /** What stands before the bytes. */
  String line() {
    return format + " " + version + " " + variant;
  }

  @Override
  public String toString() {
    return line();
  }
}
