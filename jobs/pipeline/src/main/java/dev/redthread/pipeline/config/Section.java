package dev.redthread.pipeline.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a configuration file, read key by key. Each question is also a row of the table of
 * options; what nobody asked for is unknown.
 */
final class Section {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final Reading reading;
  private final String path;
  private final @Nullable Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> unread = new LinkedHashMap<>();

  Section(Reading reading, String path, @Nullable Node node) {
    this.reading = reading;
    this.path = path;
    this.node = node;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::take);
    } else if (node != null && !isNull(node)) {
      reading.problem(node, (path.isEmpty() ? "the file" : path) + " must be a mapping");
    }
  }

  private void take(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      reading.problem(tuple.getKeyNode(), "a key must be a plain word");
    } else if (values.containsKey(key.getValue())) {
      reading.problem(key, "'" + at(key.getValue()) + "' is set twice");
    } else {
      values.put(key.getValue(), tuple.getValueNode());
      unread.put(key.getValue(), key);
    }
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private @Nullable Node value(String key) {
    unread.remove(key);
    Node value = values.get(key);
    return value == null || isNull(value) ? null : value;
  }

  /** Whether the file has this section. */
  boolean isPresent() {
    return node instanceof MappingNode;
  }

  Section section(String key) {
    return new Section(reading, at(key), value(key));
  }

  /** Complains of every key that was not asked for. */
  void close() {
    unread.forEach(
        (key, place) ->
            reading.problem(
                place, "unknown key '" + at(key) + "'; known here are " + reading.keysUnder(path)));
  }

  String text(String key, String fallback, String meaning) {
    reading.option(at(key), "text", fallback, meaning);
    return scalar(key).orElse(fallback);
  }

  Optional<String> optionalText(String key, String kind, String meaning) {
    reading.option(at(key), kind, "none", meaning);
    return scalar(key);
  }

  /** A text that has to be there when the section is. */
  String requiredText(String key, String meaning) {
    reading.option(at(key), "text", "required", meaning);
    return required(key, scalar(key).orElse(""));
  }

  URI requiredUrl(String key, String meaning) {
    reading.option(at(key), "http(s) URL", "required", meaning);
    return url(key, required(key, scalar(key).orElse("")));
  }

  URI url(String key, URI fallback, String meaning) {
    reading.option(at(key), "http(s) URL", fallback.toString(), meaning);
    return scalar(key).map(text -> url(key, text)).orElse(fallback);
  }

  Optional<URI> optionalUrl(String key, String meaning) {
    reading.option(at(key), "http(s) URL", "none", meaning);
    return scalar(key).map(text -> url(key, text));
  }

  private String required(String key, String text) {
    if (text.isEmpty() && node != null && isPresent()) {
      Node value = values.get(key);
      reading.problem(value == null ? node : value, "'" + at(key) + "' must be set");
    }
    return text;
  }

  private URI url(String key, String text) {
    try {
      URI url = new URI(text);
      if (text.isEmpty() || (url.getHost() != null && isHttp(url))) {
        return url;
      }
    } catch (URISyntaxException notOne) {
      // Reported below, like an address of another kind.
    }
    problem(key, "must be an http or https URL, not '" + text + "'");
    return URI.create("");
  }

  private static boolean isHttp(URI url) {
    return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
  }

  int whole(String key, int fallback, int least, int most, String meaning) {
    reading.option(at(key), kind(least, most), Integer.toString(fallback), meaning);
    return scalar(key).map(text -> whole(key, text, least, most)).orElse(fallback);
  }

  Optional<Integer> optionalWhole(String key, int least, int most, String meaning) {
    reading.option(at(key), kind(least, most), "none", meaning);
    return scalar(key).map(text -> whole(key, text, least, most));
  }

  private static String kind(int least, int most) {
    return "whole number, " + least + " to " + most;
  }

  private int whole(String key, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      // Reported below, like a number out of bounds.
    }
    problem(key, "must be a " + kind(least, most) + ", not '" + text + "'");
    return least;
  }

  Duration duration(String key, Duration fallback, String meaning) {
    reading.option(at(key), "duration (ms, s, m, h, d)", shown(fallback), meaning);
    return scalar(key).map(text -> duration(key, text)).orElse(fallback);
  }

  /**
   * @param fallback where the duration comes from when there is none here
   */
  Optional<Duration> optionalDuration(String key, String fallback, String meaning) {
    reading.option(at(key), "duration (ms, s, m, h, d)", fallback, meaning);
    return scalar(key).map(text -> duration(key, text));
  }

  /** A duration that may not be longer than a bound. */
  Duration duration(String key, Duration fallback, Duration longest, String meaning) {
    String kind = "duration (ms, s, m, h, d), up to " + shown(longest);
    reading.option(at(key), kind, shown(fallback), meaning);
    Duration read = scalar(key).map(text -> duration(key, text)).orElse(fallback);
    if (read.compareTo(longest) > 0) {
      problem(key, "must be " + shown(longest) + " at most");
      return longest;
    }
    return read;
  }

  private Duration duration(String key, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      problem(key, "must be a duration above zero such as 30s, 15m or 1d, not '" + text + "'");
      return Duration.ZERO;
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static String shown(Duration duration) {
    if (duration.equals(Duration.ofDays(duration.toDays())) && duration.toDays() > 1) {
      return duration.toDays() + "d";
    }
    if (duration.equals(Duration.ofHours(duration.toHours()))) {
      return duration.toHours() + "h";
    }
    return duration.equals(Duration.ofSeconds(duration.toSeconds()))
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  boolean flag(String key, boolean fallback, String meaning) {
    reading.option(at(key), "true or false", Boolean.toString(fallback), meaning);
    String text = scalar(key).orElse(Boolean.toString(fallback));
    if (!text.equals("true") && !text.equals("false")) {
      problem(key, "must be true or false, not '" + text + "'");
    }
    return text.equals("true");
  }

  <E extends Enum<E>> E oneOf(String key, E fallback, Class<E> type, String meaning) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(word(constant));
    }
    reading.option(at(key), "one of " + String.join(", ", words), word(fallback), meaning);
    String text = scalar(key).orElse(word(fallback));
    int place = words.indexOf(text);
    if (place < 0) {
      problem(key, "must be one of " + String.join(", ", words) + ", not '" + text + "'");
      return fallback;
    }
    return type.getEnumConstants()[place];
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  List<String> texts(String key, List<String> fallback, String meaning) {
    String shown = fallback.isEmpty() ? "none" : String.join(", ", fallback);
    reading.option(at(key), "list of texts", shown, meaning);
    Node value = value(key);
    return value == null ? fallback : texts(at(key), value);
  }

  /** A mapping whose keys are the user's own words, each with one text. */
  Map<String, String> textByWord(String key, String meaning) {
    reading.option(at(key), "mapping of texts", "none", meaning);
    return byWord(key, this::textOf);
  }

  /**
   * A mapping of somebody else's options.
   *
   * @param problem of one of them with its value, if there is any
   */
  Map<String, String> settings(
      String key, String meaning, BiFunction<String, String, Optional<String>> problem) {
    reading.option(at(key), "mapping of texts", "none", meaning);
    Section words = section(key);
    Map<String, String> read = new LinkedHashMap<>();
    words.values.forEach(
        (word, value) -> {
          String text = textOf(words.at(word), value);
          problem.apply(word, text).ifPresent(what -> words.problem(word, what));
          read.put(word, text);
        });
    return read;
  }

  /** A mapping whose keys are the user's own words, each with a list. */
  <T> Map<String, T> byWord(String key, String meaning, BiFunction<String, List<String>, T> make) {
    reading.option(at(key), "mapping of lists of texts", "none", meaning);
    return byWord(key, (where, value) -> make.apply(where, texts(where, value)));
  }

  /**
   * A mapping whose keys are the user's own words, each with a section.
   *
   * @param word stands for them in the table of options
   */
  <T> Map<String, T> sections(String key, String word, Function<Section, T> make) {
    Section words = section(key);
    Map<String, T> read = new LinkedHashMap<>();
    if (words.node == null) {
      var unused = make.apply(words.section(word));
    }
    words.values.forEach((own, value) -> read.put(own, make.apply(words.section(own))));
    return read;
  }

  private <T> Map<String, T> byWord(String key, BiFunction<String, Node, T> make) {
    Section words = section(key);
    Map<String, T> read = new LinkedHashMap<>();
    words.values.forEach((word, value) -> read.put(word, make.apply(words.at(word), value)));
    return read;
  }

  private List<String> texts(String where, Node value) {
    if (!(value instanceof SequenceNode sequence)) {
      reading.problem(value, "'" + where + "' must be a list");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      texts.add(textOf(where, element));
    }
    return texts;
  }

  private String textOf(String where, Node value) {
    if (value instanceof ScalarNode scalar && !isNull(value)) {
      return scalar.getValue();
    }
    reading.problem(value, "'" + where + "' must be a text");
    return "";
  }

  private Optional<String> scalar(String key) {
    Node value = value(key);
    return value == null ? Optional.empty() : Optional.of(textOf(at(key), value));
  }

  private void problem(String key, String message) {
    Node value = values.get(key);
    if (value != null) {
      reading.problem(value, "'" + at(key) + "' " + message);
    }
  }
}
