package dev.redthread.pattern.yaml;

import dev.redthread.pattern.diagnostic.Place;
import java.util.List;

/** A piece of a YAML document and its place. */
public sealed interface YamlNode {

  Place place();

  /** What it is, for messages. */
  String what();

  /**
   * A single value.
   *
   * @param text the value as written, without quotes
   * @param kind what YAML 1.2 makes of it
   * @param offset how many columns after {@code place} the text begins (1 for a quote); negative
   *     when it begins on a later line
   */
  record Scalar(Place place, String text, Kind kind, int offset) implements YamlNode {

    /** The place of a character of the text, as far as it can be told. */
    public Place placeAt(int index) {
      if (offset < 0) {
        return place;
      }
      int end = Math.min(index, text.length());
      return place.right(offset + text.codePointCount(0, end));
    }

    @Override
    public String what() {
      return switch (kind) {
        case TEXT -> "a text";
        case NUMBER -> "a number";
        case FLAG -> "a boolean";
        case NULL -> "nothing";
      };
    }
  }

  /** Items in order. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String what() {
      return "a list";
    }
  }

  /** Keys, each once, in the order of the file, and their values. */
  record Mapping(Place place, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String what() {
      return "a map";
    }
  }

  /** A key and its value. */
  record Entry(Scalar key, YamlNode value) {}

  /**
   * Scalars of YAML 1.2. Only {@code true} and {@code false} are booleans; {@code yes}, {@code on},
   * {@code 0x1F}, {@code 007} and dates are texts.
   */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    NULL
  }
}
