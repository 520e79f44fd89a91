package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.redthread.event.Value;
import dev.redthread.normalize.PathTrie.Node;
import dev.redthread.normalize.SourceMapping.NamedValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One pass over JSON text along a {@link PathTrie}: fills the slots of each record it finds. A
 * record is an object at the top, in a list at the top, or in the list that wraps a response; whole
 * subtrees that nobody asks for are skipped.
 *
 * <p><i>Thread safety:</i> none.
 *
 * <p><i>Cost:</i> one scan of the bytes, and one object per value asked for.
 */
final class RecordReader {
  private static final int[] NO_MARKS = {};

  private final JsonFactory factory;
  private final PathTrie trie;
  private final boolean everyLeaf;
  private final Slots slots;
  private final StringBuilder path = new StringBuilder();
  private byte[] bytes = {};
  private Sink sink = Sink.NONE;
  private boolean wrapped;

  /** Takes what is found, each as a slice of the bytes. */
  interface Sink {
    Sink NONE =
        new Sink() {
          @Override
          public void record(Slots slots, int from, int to) {}

          @Override
          public void notAnObject(int from, int to) {}
        };

    void record(Slots slots, int from, int to);

    void notAnObject(int from, int to);
  }

  RecordReader(PathTrie trie, boolean everyLeaf, Limits limits) {
    this.trie = trie;
    this.everyLeaf = everyLeaf;
    this.slots = new Slots(trie);
    this.factory = factory(limits);
  }

  /** A factory that refuses what is nested too deep and puts up with everything else. */
  static JsonFactory factory(Limits limits) {
    return new JsonFactoryBuilder()
        .configure(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW, false)
        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.mostDepth())
                .maxStringLength(limits.mostBodyBytes())
                .maxNameLength(limits.mostBodyBytes())
                .maxNumberLength(limits.mostBodyBytes())
                .build())
        .build();
  }

  /**
   * Reads every record of the bytes, which must be UTF-8.
   *
   * <p><i>Errors:</i> {@link JsonProcessingException} where they stop being JSON; the records
   * before that have been handed over.
   */
  void read(byte[] json, Sink to) throws IOException {
    read(json, 0, json.length, to);
  }

  /** Reads a part of the bytes. */
  void read(byte[] json, int from, int end, Sink to) throws IOException {
    bytes = json;
    sink = to;
    try (JsonParser parser = factory.createParser(json, from, end - from)) {
      boolean empty = true;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        empty = false;
        if (token == JsonToken.START_ARRAY) {
          records(parser);
        } else {
          record(parser, token);
        }
      }
      if (empty) {
        sink.notAnObject(from, end);
      }
    } finally {
      bytes = new byte[0];
      sink = Sink.NONE;
    }
  }

  private void records(JsonParser json) throws IOException {
    int from = offset(json);
    boolean empty = true;
    for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; ) {
      empty = false;
      record(json, token);
      token = json.nextToken();
    }
    if (empty) {
      sink.notAnObject(from, offset(json) + 1);
    }
  }

  private void record(JsonParser json, JsonToken token) throws IOException {
    int from = offset(json);
    if (token != JsonToken.START_OBJECT) {
      json.skipChildren();
      sink.notAnObject(from, offset(json) + 1);
      return;
    }
    slots.clear();
    path.setLength(0);
    wrapped = false;
    object(json, trie.root());
    if (!wrapped) {
      sink.record(slots, from, offset(json) + 1);
    }
    // What stood around a wrapping list is no record of its own.
    wrapped = false;
  }

  private static int offset(JsonParser json) {
    return Math.toIntExact(json.currentTokenLocation().getByteOffset());
  }

  /** Reads an object whose start has been read. */
  private void object(JsonParser json, @Nullable Node node) throws IOException {
    int[] marks = node == null || node.filters.isEmpty() ? NO_MARKS : Filters.marks(node, slots);
    int length = path.length();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      Node child = node == null ? null : node.child(key);
      JsonToken token = json.nextToken();
      if (child == null && !everyLeaf) {
        json.skipChildren();
        continue;
      }
      if (everyLeaf) {
        path.append(length == 0 ? "" : ".").append(key);
      }
      value(json, token, child);
      path.setLength(length);
    }
    if (node != null && !node.filters.isEmpty()) {
      Filters.apply(node, marks, slots);
    }
  }

  private void value(JsonParser json, JsonToken token, @Nullable Node node) throws IOException {
    if (node != null && token == JsonToken.START_ARRAY && node.wrapper) {
      records(json);
      wrapped = true;
    } else if (node != null && node.split && token.isStructStart()) {
      split(json, token, node);
    } else if (token == JsonToken.START_OBJECT) {
      mark(node);
      object(json, node);
    } else if (token == JsonToken.START_ARRAY) {
      array(json, node);
    } else {
      scalar(json, token, node);
    }
  }

  private void array(JsonParser json, @Nullable Node node) throws IOException {
    NamedValues list = node == null ? null : node.list;
    for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; ) {
      if (list != null && node != null && token == JsonToken.START_OBJECT) {
        namedValue(json, node, list);
      } else if (token == JsonToken.START_ARRAY) {
        array(json, node);
      } else if (token == JsonToken.START_OBJECT) {
        mark(node);
        object(json, node);
      } else {
        scalar(json, token, node);
      }
      token = json.nextToken();
    }
  }

  private void mark(@Nullable Node node) {
    if (node != null) {
      for (int slot : node.slots) {
        slots.markObject(slot);
      }
    }
  }

  private void scalar(JsonParser json, JsonToken token, @Nullable Node node) throws IOException {
    if (node != null && node.embedded && token == JsonToken.VALUE_STRING) {
      embedded(json.getText(), node);
    }
    if (node != null && node.pairs && token == JsonToken.VALUE_STRING) {
      pairs(json.getText(), node);
    }
    if (!everyLeaf && (node == null || node.slots.length == 0)) {
      return;
    }
    Value value = plain(json, token);
    if (everyLeaf) {
      slots.addLeaf(path.toString(), value);
    }
    add(node, value);
  }

  private void add(@Nullable Node node, Value value) {
    if (node != null) {
      for (int slot : node.slots) {
        slots.add(slot, value);
      }
    }
  }

  private static Value plain(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> Value.of(Texts.whole(json.getText()));
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumbers.read(json, token);
      default -> new Value.Nil();
    };
  }

  /** Reads JSON inside a text; what is no JSON after all stays a text. */
  private void embedded(String text, Node node) throws IOException {
    String json = text.strip();
    if (!json.startsWith("{") && !json.startsWith("[")) {
      return;
    }
    int length = path.length();
    try (JsonParser inner = factory.createParser(json)) {
      JsonToken token = inner.nextToken();
      if (token == JsonToken.START_OBJECT) {
        object(inner, node);
      } else {
        array(inner, node);
      }
    } catch (JsonProcessingException notJson) {
      path.setLength(length);
    }
  }

  /** Reads names and values inside a text, which some vendors write as JSON at times. */
  private void pairs(String text, Node node) throws IOException {
    if (!everyLeaf && node.children.isEmpty()) {
      return;
    }
    if (text.startsWith("{\"")) {
      embedded(text, node);
      return;
    }
    NamedPairs.read(
        text,
        (name, value) -> {
          Value read = Value.of(Texts.whole(value));
          if (everyLeaf) {
            slots.addLeaf(path + "." + name, read);
          }
          add(node.child(name), read);
        });
  }

  /** Reads {@code {"name": n, "value": v}} as the path {@code n} with the value {@code v}. */
  private void namedValue(JsonParser json, Node node, NamedValues list) throws IOException {
    String name = "";
    List<Value> values = new ArrayList<>();
    List<NamedPart> parts = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT) {
        json.skipChildren();
      } else if (key.equals(list.name()) && token == JsonToken.VALUE_STRING) {
        name = json.getText();
      } else if (list.values().contains(key)) {
        plainValues(json, token, values);
      } else {
        List<Value> others = new ArrayList<>();
        plainValues(json, token, others);
        parts.add(new NamedPart(key, others));
      }
    }
    int length = path.length();
    path.append('.').append(name);
    Node child = node.child(name);
    for (Value value : values) {
      leaf("", value);
      add(child, value);
      if (child != null && child.embedded && value instanceof Value.Text text) {
        embedded(text.value(), child);
      }
    }
    for (NamedPart part : parts) {
      Node below = child == null ? null : child.child(part.key());
      for (Value value : part.values()) {
        leaf("." + part.key(), value);
        add(below, value);
      }
    }
    path.setLength(length);
  }

  private void leaf(String below, Value value) {
    if (everyLeaf) {
      slots.addLeaf(path + below, value);
    }
  }

  private record NamedPart(String key, List<Value> values) {}

  private static void plainValues(JsonParser json, JsonToken token, List<Value> into)
      throws IOException {
    if (token != JsonToken.START_ARRAY) {
      into.add(plain(json, token));
      return;
    }
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; ) {
      if (next.isStructStart()) {
        json.skipChildren();
      } else {
        into.add(plain(json, next));
      }
      next = json.nextToken();
    }
  }

  /**
   * Reads the list of which each entry becomes an event. A single object in its place comes from a
   * shipper that has taken the list apart already: its place in it is lost, so its content tells it
   * from the others.
   */
  private void split(JsonParser json, JsonToken token, Node node) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      int from = offset(json);
      object(json, node);
      slots.endEntry(fingerprint(from, offset(json) + 1));
      return;
    }
    int index = 0;
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; ) {
      if (next == JsonToken.START_OBJECT) {
        object(json, node);
        slots.endEntry(Integer.toString(index));
      } else {
        json.skipChildren();
      }
      index++;
      next = json.nextToken();
    }
  }

  private String fingerprint(int from, int to) {
    CRC32C hash = new CRC32C();
    // Inside embedded text there are no offsets.
    if (from >= 0 && to > from && to <= bytes.length) {
      hash.update(bytes, from, to - from);
    }
    return HexFormat.of().toHexDigits((int) hash.getValue());
  }
}
