package dev.redthread.normalize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML mapping whose keys are asked for by name. What nobody asked for is an unknown key, which
 * {@link #close} reports with the keys that are known here.
 */
public final class Section {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final String file;
  private final Node node;
  private final List<Problem> problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final TreeSet<String> asked = new TreeSet<>();

  private record Entry(Node key, Node value) {}

  public Section(String file, Node node, List<Problem> problems) {
    this.file = file;
    this.node = node;
    this.problems = problems;
    if (!(node instanceof MappingNode mapping)) {
      problem(node, "here must be keys with values, e.g. name: okta.system");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(tuple.getKeyNode(), "a key must be a plain word");
      } else if (entries.put(key.getValue(), new Entry(key, tuple.getValueNode())) != null) {
        problem(key, "the key " + key.getValue() + " stands here twice: remove one of them");
      }
    }
  }

  /** The line it begins at, counted from 1. */
  int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** All keys, for sections whose keys are names of the author's own. */
  public List<String> keys() {
    asked.addAll(entries.keySet());
    return List.copyOf(entries.keySet());
  }

  public boolean has(String key) {
    asked.add(key);
    return entries.containsKey(key);
  }

  public Node at(String key) {
    asked.add(key);
    Entry entry = entries.get(key);
    return entry == null ? node : entry.value();
  }

  public Optional<String> text(String key) {
    return has(key) ? scalar(at(key)) : Optional.empty();
  }

  /** The text of a key that must be there; where it is not, a problem and an empty text. */
  public String needed(String key) {
    if (!has(key)) {
      problem(node, "the key " + key + " is missing: add " + key + ": …");
      return "";
    }
    return text(key).orElse("");
  }

  boolean flag(String key) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      problem(at(key), key + " must be true or false");
    }
    return text.map("true"::equals).orElse(false);
  }

  Duration duration(String key) {
    String text = needed(key);
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      if (has(key)) {
        problem(at(key), key + " must be a duration such as 30s, 5m, 3h or 7d");
      }
      return Duration.ZERO;
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** A text or a list of texts. */
  public List<String> texts(String key) {
    return has(key) ? texts(at(key)) : List.of();
  }

  List<String> texts(Node value) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(value)) {
      scalar(item).ifPresent(texts::add);
    }
    return texts;
  }

  public Map<String, String> textMap(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    section(key)
        .ifPresent(
            section -> {
              for (String name : section.keys()) {
                map.put(name, section.text(name).orElse(""));
              }
            });
    return map;
  }

  public Optional<Section> section(String key) {
    return has(key) ? Optional.of(new Section(file, at(key), problems)) : Optional.empty();
  }

  /** A section or a list of sections. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    if (has(key)) {
      for (Node item : items(at(key))) {
        sections.add(new Section(file, item, problems));
      }
    }
    return sections;
  }

  /** The parts of a list, or the one thing that stands in its place. */
  static List<Node> items(Node value) {
    return value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
  }

  Section inner(Node value) {
    return new Section(file, value, problems);
  }

  Optional<String> scalar(Node value) {
    if (value instanceof ScalarNode scalar && !scalar.getTag().getValue().endsWith(":null")) {
      return Optional.of(scalar.getValue());
    }
    problem(value, "here must be a text");
    return Optional.empty();
  }

  /** Reports the keys that nobody asked for. */
  public void close() {
    entries.forEach(
        (key, entry) -> {
          if (!asked.contains(key)) {
            problem(
                entry.key(), "unknown key " + key + ": known here are " + String.join(", ", asked));
          }
        });
  }

  public void problem(String message) {
    problem(node, message);
  }

  public void problem(Node where, String message) {
    Mark mark = where.getStartMark();
    problems.add(new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, message));
  }
}
