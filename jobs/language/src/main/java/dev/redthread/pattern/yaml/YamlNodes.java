package dev.redthread.pattern.yaml;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns composed nodes into ours; aliases are written out, within a limit on the whole file. */
final class YamlNodes {
  private static final int MOST_NODES = 100_000;
  private static final int DEEPEST = 40;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,99})(?:\\.[0-9]{1,99})?(?:[eE][-+]?[0-9]{1,3})?");

  private final String file;
  private final Diagnostics diagnostics;
  private int nodes;

  YamlNodes(String file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The node, or null when it breaks a rule, which is reported. */
  @Nullable YamlNode convert(Node node) {
    return convert(node, 0);
  }

  private @Nullable YamlNode convert(Node node, int depth) {
    Place place = placeOf(node);
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      if (nodes <= MOST_NODES + 1) {
        nodes = MOST_NODES + 1;
        diagnostics.error(
            Code.YAML_LIMIT,
            place,
            "too deep or too many nodes with all aliases written out",
            "at most " + MOST_NODES + " nodes, " + DEEPEST + " deep");
      }
      return null;
    }
    if (node.getTag() != null && node.getTag().getValue().startsWith("!")) {
      diagnostics.error(
          Code.YAML_SYNTAX, place, "the tag " + node.getTag().getValue() + " has no meaning here");
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, place);
    }
    return node instanceof SequenceNode sequence
        ? sequence(sequence, place, depth)
        : mapping((MappingNode) node, place, depth);
  }

  private static YamlNode.Scalar scalar(ScalarNode node, Place place) {
    ScalarStyle style = node.getScalarStyle();
    boolean plain = style == ScalarStyle.PLAIN;
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    boolean text = !plain || Tag.STR.equals(node.getTag());
    YamlNode.Kind kind = text ? YamlNode.Kind.TEXT : kind(node.getValue());
    return new YamlNode.Scalar(place, node.getValue(), kind, block ? -1 : plain ? 0 : 1);
  }

  private static YamlNode.Kind kind(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> YamlNode.Kind.NULL;
      case "true", "True", "TRUE", "false", "False", "FALSE" -> YamlNode.Kind.FLAG;
      default -> NUMBER.matcher(text).matches() ? YamlNode.Kind.NUMBER : YamlNode.Kind.TEXT;
    };
  }

  private YamlNode sequence(SequenceNode node, Place place, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      YamlNode converted = convert(item, depth + 1);
      if (converted != null) {
        items.add(converted);
      }
    }
    return new YamlNode.Sequence(place, items);
  }

  private YamlNode mapping(MappingNode node, Place place, int depth) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Map<String, Place> seen = new HashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      YamlNode.Scalar key = key(tuple.getKeyNode());
      YamlNode value = convert(tuple.getValueNode(), depth + 1);
      if (key == null || value == null) {
        continue;
      }
      Place first = seen.putIfAbsent(key.text(), key.place());
      if (first == null) {
        entries.add(new YamlNode.Entry(key, value));
      } else {
        diagnostics.error(
            Code.DUPLICATE_KEY,
            key.place(),
            "the key `" + key.text() + "` stands twice",
            "first on line " + first.line());
      }
    }
    return new YamlNode.Mapping(place, entries);
  }

  private YamlNode.@Nullable Scalar key(Node node) {
    Place place = placeOf(node);
    if (!(node instanceof ScalarNode scalar)) {
      diagnostics.error(Code.YAML_SYNTAX, place, "a key must be a text");
      return null;
    }
    if (Tag.MERGE.equals(node.getTag())) {
      diagnostics.error(Code.YAML_SYNTAX, place, "YAML 1.2 has no merge key `<<`");
      return null;
    }
    return scalar(scalar, place);
  }

  private Place placeOf(Node node) {
    Mark mark = node.getStartMark();
    return mark == null
        ? Place.ofFile(file)
        : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
