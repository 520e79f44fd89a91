package dev.redthread.pattern.compiled;

import com.google.re2j.Pattern;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A hash of compiled forms that is the same in every process: a record is its components, but for
 * those that were {@link Added} and are empty, and a set has no order.
 *
 * <p><i>Errors:</i> {@link IllegalStateException} for a type that no compiled form has.
 */
final class Canonical {
  private final MessageDigest digest;
  private final DataOutputStream out;

  private Canonical() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
    out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
  }

  /** The first 64 bits of the hash. */
  static long hash(Object... parts) {
    Canonical canonical = new Canonical();
    try {
      for (Object part : parts) {
        canonical.write(part);
      }
      canonical.out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return ByteBuffer.wrap(canonical.digest.digest()).getLong();
  }

  private void write(@Nullable Object value) throws IOException {
    if (value instanceof Optional<?> optional) {
      write(optional.orElse(null));
    } else if (value instanceof Set<?> set) {
      writeAll("set", new TreeSet<>(set));
    } else if (value instanceof Collection<?> list) {
      writeAll("list", list);
    } else if (value instanceof Record record) {
      write(record);
    } else {
      writeText(text(value));
    }
  }

  private void writeAll(String kind, Collection<?> values) throws IOException {
    writeText(kind + values.size());
    for (Object value : values) {
      write(value);
    }
  }

  private void write(Record record) throws IOException {
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = read(component, record);
      boolean empty = value == null || List.of().equals(value);
      if (!component.isAnnotationPresent(Added.class) || !empty) {
        components.put(component.getName(), value);
      }
    }
    writeText(record.getClass().getSimpleName() + components.size());
    for (Map.Entry<String, @Nullable Object> component : components.entrySet()) {
      writeText(component.getKey());
      write(component.getValue());
    }
  }

  private static @Nullable Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException(record.getClass() + " cannot be read", unreadable);
    }
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "absent";
    } else if (value instanceof byte[] bytes) {
      return "bytes" + new String(bytes, StandardCharsets.ISO_8859_1);
    } else if (value instanceof Pattern pattern) {
      return "pattern" + pattern.flags() + pattern.pattern();
    } else if (value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Enum<?>) {
      return value.getClass().getSimpleName() + value;
    }
    throw new IllegalStateException("no canonical form of " + value.getClass());
  }

  private void writeText(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
