package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one map by their keys and reports the keys that nobody asked for.
 *
 * <p>Each method reports what is wrong with its value and then returns an empty answer; the caller
 * compares {@link Diagnostics#errors()} to see whether all went well.
 */
final class MapReader {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,9})?");
  private static final long LONGEST = 3_660L * 24 * 3_600_000;

  private final @Nullable Block block;
  private final String what;
  private final YamlNode.Mapping map;
  private final Diagnostics diagnostics;
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();

  /**
   * @param what the map's name in messages, e.g. {@code a correlation}
   */
  MapReader(String what, YamlNode.Mapping map, Diagnostics diagnostics) {
    this(null, what, map, diagnostics);
  }

  MapReader(Block block, YamlNode.Mapping map, Diagnostics diagnostics) {
    this(block, block.what(), map, diagnostics);
  }

  /**
   * @param block whose keys are asked for, or null for a map with keys of its author's
   */
  MapReader(@Nullable Block block, String what, YamlNode.Mapping map, Diagnostics diagnostics) {
    this.block = block;
    this.what = what;
    this.map = map;
    this.diagnostics = diagnostics;
  }

  Place place() {
    return map.place();
  }

  boolean has(String key) {
    return map.entries().stream().anyMatch(entry -> entry.key().text().equals(key));
  }

  /** The place of a key that is there, else of the map. */
  Place placeOf(String key) {
    return map.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(entry -> entry.key().place())
        .findFirst()
        .orElse(map.place());
  }

  @Nullable YamlNode node(String key) {
    asked.add(key);
    return map.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(YamlNode.Entry::value)
        .findFirst()
        .orElse(null);
  }

  @Nullable YamlNode required(String key) {
    YamlNode node = node(key);
    if (node == null) {
      diagnostics.error(Code.MISSING_KEY, map.place(), what + " needs `" + key + "`");
    }
    return node;
  }

  /** Keys that are known and carry nothing that decides. */
  void ignore(List<String> keys) {
    asked.addAll(keys);
  }

  /** Refuses a key that the language knows and this version cannot honour. */
  void notYet(String key, String meaning) {
    if (has(key)) {
      refused.add(key);
      diagnostics.error(
          Code.NOT_YET, placeOf(key), meaning + " (`" + key + "`) cannot be honoured yet");
    }
  }

  @Nullable Word word(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof YamlNode.Scalar scalar
        && scalar.kind() != YamlNode.Kind.NULL
        && !scalar.text().isBlank()) {
      return new Word(scalar.place(), scalar.text());
    }
    wrongType(key, node, "a text");
    return null;
  }

  /** One text or a list of texts; null when the key is absent. */
  @Nullable List<Word> words(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    List<Word> words = new ArrayList<>();
    List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Scalar scalar
          && scalar.kind() != YamlNode.Kind.NULL
          && !scalar.text().isBlank()) {
        words.add(new Word(scalar.place(), scalar.text()));
      } else {
        wrongType(key, item, "texts");
      }
    }
    return words;
  }

  boolean flag(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return false;
    }
    if (node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Kind.FLAG) {
      return scalar.text().equalsIgnoreCase("true");
    }
    wrongType(key, node, "true or false");
    return false;
  }

  /** A whole number within bounds; empty when the key is absent or its value wrong. */
  OptionalLong whole(String key, long least, long most) {
    YamlNode node = node(key);
    if (node == null) {
      return OptionalLong.empty();
    }
    if (node instanceof YamlNode.Scalar scalar
        && scalar.kind() == YamlNode.Kind.NUMBER
        && scalar.text().matches("-?[0-9]{1,9}")) {
      long value = Long.parseLong(scalar.text());
      if (value >= least && value <= most) {
        return OptionalLong.of(value);
      }
    }
    diagnostics.error(
        Code.BAD_VALUE,
        node.place(),
        "`" + key + "` must be a whole number from " + least + " to " + most);
    return OptionalLong.empty();
  }

  /** A number, or null. */
  @Nullable BigDecimal number(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof YamlNode.Scalar scalar
        && scalar.kind() == YamlNode.Kind.NUMBER
        && NUMBER.matcher(scalar.text()).matches()) {
      return new BigDecimal(scalar.text());
    }
    diagnostics.error(
        Code.BAD_VALUE,
        node.place(),
        "`" + key + "` must be a number of at most 18 digits before and 9 after the point");
    return null;
  }

  /** A duration in milliseconds, or null. */
  @Nullable Long duration(String key) {
    YamlNode node = node(key);
    if (node == null) {
      return null;
    }
    Matcher matcher = DURATION.matcher(node instanceof YamlNode.Scalar scalar ? scalar.text() : "");
    if (matcher.matches()) {
      long value = Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
      if (value > 0 && value <= LONGEST) {
        return value;
      }
    }
    diagnostics.error(
        Code.BAD_DURATION,
        node.place(),
        "`" + key + "` must be a duration of more than nothing and at most ten years",
        "a number and one of s, m, h, d: 90m");
    return null;
  }

  private static long unit(String letter) {
    return switch (letter) {
      case "s" -> 1_000L;
      case "m" -> 60_000L;
      case "h" -> 3_600_000L;
      default -> 24 * 3_600_000L;
    };
  }

  Optional<YamlNode.Mapping> mapping(String key) {
    YamlNode node = node(key);
    if (node instanceof YamlNode.Mapping mapping) {
      return Optional.of(mapping);
    }
    if (node != null) {
      wrongType(key, node, "a map");
    }
    return Optional.empty();
  }

  void wrongType(String key, YamlNode node, String wanted) {
    diagnostics.error(
        Code.WRONG_TYPE, node.place(), "`" + key + "` must be " + wanted + ", not " + node.what());
  }

  /** Refuses a key that is not part of the language, with a word on what to write instead. */
  void refuse(Code code, String key, String message, String hint) {
    if (has(key)) {
      refused.add(key);
      diagnostics.error(code, placeOf(key), message, hint);
    }
  }

  /** Reports every key that was not asked for. */
  void done() {
    assert block == null || block.names().containsAll(asked)
        : block + " does not have all of " + asked;
    for (YamlNode.Entry entry : map.entries()) {
      String key = entry.key().text();
      if (!asked.contains(key) && !refused.contains(key)) {
        diagnostics.error(
            Code.UNKNOWN_KEY,
            entry.key().place(),
            what + " has no key `" + key + "`",
            NearestName.hint(key, asked));
      }
    }
  }
}
