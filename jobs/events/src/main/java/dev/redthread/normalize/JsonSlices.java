package dev.redthread.normalize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The keys of one JSON object and where their values begin and end, found by counting brackets and
 * quotes only: several times faster than parsing, and the bytes of a value stay as they are. That a
 * value is JSON is for its reader to find out.
 */
final class JsonSlices {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** A part of the bytes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Slice(byte[] bytes, int from, int to) {
    boolean isObject() {
      return from < to && bytes[from] == '{';
    }

    boolean isList() {
      return from < to && bytes[from] == '[';
    }

    boolean isText() {
      return from < to && bytes[from] == '"';
    }

    byte[] copy() {
      return Arrays.copyOfRange(bytes, from, to);
    }

    String raw() {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
  }

  /** Takes each key, with its escapes, and its value. */
  interface Entry {
    void found(String key, Slice value);
  }

  private JsonSlices(Slice object) {
    bytes = object.bytes();
    end = object.to();
    at = object.from();
  }

  /**
   * Walks over the entries of an object.
   *
   * @return whether the slice holds one object, nothing else, and it ended where it should
   */
  static boolean walk(Slice object, Entry entry) {
    return new JsonSlices(object).entries(entry);
  }

  private boolean entries(Entry entry) {
    blanks();
    if (!next('{')) {
      return false;
    }
    blanks();
    if (next('}')) {
      return atEnd();
    }
    while (true) {
      blanks();
      int from = at;
      if (at >= end || bytes[at] != '"' || !text()) {
        return false;
      }
      String key = new Slice(bytes, from + 1, at - 1).raw();
      blanks();
      if (!next(':')) {
        return false;
      }
      blanks();
      int value = at;
      OptionalInt to = value();
      if (to.isEmpty()) {
        return false;
      }
      entry.found(key, new Slice(bytes, value, to.getAsInt()));
      blanks();
      if (next('}')) {
        return atEnd();
      }
      if (!next(',')) {
        return false;
      }
    }
  }

  private boolean atEnd() {
    blanks();
    return at == end;
  }

  private void blanks() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }

  private boolean next(char wanted) {
    if (at < end && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** Steps over a text, from its first quote to behind its last. */
  private boolean text() {
    at++;
    while (at < end) {
      byte character = bytes[at++];
      if (character == '"') {
        return true;
      }
      if (character == '\\') {
        at++;
      }
    }
    return false;
  }

  /** Steps over a value and tells where it ends. */
  private OptionalInt value() {
    int depth = 0;
    int from = at;
    while (at < end) {
      byte character = bytes[at];
      if (character == '"') {
        if (!text()) {
          return OptionalInt.empty();
        }
        if (depth == 0) {
          return OptionalInt.of(at);
        }
        continue;
      }
      boolean closes = character == '}' || character == ']';
      if (depth == 0 && (closes || character == ',' || character <= ' ')) {
        return at == from ? OptionalInt.empty() : OptionalInt.of(at);
      }
      at++;
      if (character == '{' || character == '[') {
        depth++;
      } else if (closes && --depth == 0) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }
}
