package dev.redthread.incident.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the making: dotted paths become nested objects, in the order in which they were
 * set; what is absent is left out.
 */
final class JsonTree {

  /** The writer of all documents. */
  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Beyond these no date has four digits for its year, which Elasticsearch asks for. */
  private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();

  private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final ObjectNode root;

  JsonTree() {
    this(MAPPER.createObjectNode());
  }

  private JsonTree(ObjectNode root) {
    this.root = root;
  }

  /** Goes on with an object, which it changes. */
  static JsonTree of(ObjectNode root) {
    return new JsonTree(root);
  }

  JsonTree set(String path, @Nullable String value) {
    if (value != null) {
      parent(path).put(name(path), value);
    }
    return this;
  }

  JsonTree set(String path, long value) {
    parent(path).put(name(path), value);
    return this;
  }

  JsonTree set(String path, boolean value) {
    parent(path).put(name(path), value);
    return this;
  }

  /** A time in ISO-8601, UTC, with milliseconds. */
  JsonTree setTime(String path, @Nullable Long time) {
    return set(path, time == null ? null : time(time));
  }

  /** An array, or nothing when it is empty. */
  JsonTree setAll(String path, List<String> values) {
    return values.isEmpty() ? this : setArray(path, values);
  }

  /** An array, also when it is empty. */
  JsonTree setArray(String path, List<String> values) {
    ArrayNode array = parent(path).putArray(name(path));
    values.forEach(array::add);
    return this;
  }

  /** An array of numbers, or nothing when it is empty. */
  JsonTree setLongs(String path, List<Long> values) {
    if (!values.isEmpty()) {
      ArrayNode array = parent(path).putArray(name(path));
      values.forEach(array::add);
    }
    return this;
  }

  /** An array of objects, also when it is empty. */
  <T> JsonTree setObjects(String path, List<T> values, BiConsumer<T, JsonTree> writer) {
    ArrayNode array = parent(path).putArray(name(path));
    values.forEach(value -> writer.accept(value, new JsonTree(array.addObject())));
    return this;
  }

  /** A field by its plain name, whatever dots are in it. */
  JsonTree setPlain(String path, String name, String value) {
    ObjectNode parent = parent(path);
    ObjectNode object = parent.withObjectProperty(name(path));
    object.put(name, value);
    return this;
  }

  /** An object without any field, unless it is there already. */
  JsonTree setEmptyObject(String path) {
    parent(path).withObjectProperty(name(path));
    return this;
  }

  byte[] bytes() {
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  static String time(long time) {
    return TIME.format(Instant.ofEpochMilli(Math.max(EARLIEST, Math.min(LATEST, time))));
  }

  private ObjectNode parent(String path) {
    ObjectNode at = root;
    int from = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      at = at.withObjectProperty(path.substring(from, dot));
      from = dot + 1;
    }
    return at;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
