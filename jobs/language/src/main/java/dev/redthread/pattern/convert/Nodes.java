package dev.redthread.pattern.convert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads, makes and changes YAML nodes; what is changed is a copy. */
final class Nodes {
  private Nodes() {}

  static @Nullable Node get(MappingNode map, String key) {
    return map.getValue().stream()
        .filter(tuple -> key.equals(text(tuple.getKeyNode())))
        .map(NodeTuple::getValueNode)
        .findFirst()
        .orElse(null);
  }

  /** The text of a scalar, else null. */
  static @Nullable String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  static MappingNode without(MappingNode map, String key) {
    return copy(
        map,
        map.getValue().stream().filter(tuple -> !key.equals(text(tuple.getKeyNode()))).toList());
  }

  /** The map with another value, in the place of the old one or behind another key. */
  static MappingNode with(MappingNode map, String key, Node value, String behind) {
    List<NodeTuple> tuples = new ArrayList<>();
    boolean there = get(map, key) != null;
    for (NodeTuple tuple : map.getValue()) {
      String name = text(tuple.getKeyNode());
      tuples.add(key.equals(name) ? new NodeTuple(tuple.getKeyNode(), value) : tuple);
      if (!there && behind.equals(name)) {
        tuples.add(new NodeTuple(plain(key), value));
        there = true;
      }
    }
    if (!there) {
      tuples.add(new NodeTuple(plain(key), value));
    }
    return copy(map, tuples);
  }

  /** One map laid over another, map by map; anything else replaces what was there. */
  static MappingNode merged(@Nullable MappingNode below, MappingNode above) {
    MappingNode merged = below == null ? above : below;
    if (below != null) {
      for (NodeTuple tuple : above.getValue()) {
        String key = text(tuple.getKeyNode());
        if (key != null) {
          Node value = tuple.getValueNode();
          boolean maps = value instanceof MappingNode && get(below, key) instanceof MappingNode;
          merged =
              with(
                  merged,
                  key,
                  maps ? merged((MappingNode) get(below, key), (MappingNode) value) : value,
                  "");
        }
      }
    }
    return merged;
  }

  private static MappingNode copy(MappingNode map, List<NodeTuple> tuples) {
    MappingNode copy =
        new MappingNode(
            map.getTag(),
            true,
            new ArrayList<>(tuples),
            map.getStartMark(),
            map.getEndMark(),
            map.getFlowStyle());
    copy.setBlockComments(map.getBlockComments());
    copy.setInLineComments(map.getInLineComments());
    copy.setEndComments(map.getEndComments());
    return copy;
  }

  static ScalarNode plain(String text) {
    return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.PLAIN);
  }

  static ScalarNode number(String text) {
    return new ScalarNode(
        text.contains(".") ? Tag.FLOAT : Tag.INT, text, null, null, ScalarStyle.PLAIN);
  }

  static SequenceNode list(List<String> texts) {
    List<Node> items = new ArrayList<>();
    texts.forEach(text -> items.add(plain(text)));
    return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
  }

  static MappingNode map() {
    return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
  }
}
