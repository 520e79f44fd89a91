package dev.redthread.cli.campaign;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a campaign's YAML files, read as text by key.
 *
 * <p><i>Errors:</i> {@link IllegalArgumentException} with file and line for what is missing or of
 * another kind.
 */
final class YamlFields {
  private final MappingNode node;
  private final String file;

  private YamlFields(Node node, String file) {
    this.file = file;
    if (!(node instanceof MappingNode mapping)) {
      throw problem(node, "expected a mapping", file);
    }
    this.node = mapping;
  }

  static YamlFields read(String yaml, String file) {
    Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    if (root == null) {
      throw new IllegalArgumentException(file + ": empty");
    }
    return new YamlFields(root, file);
  }

  String text(String key) {
    return find(key)
        .map(this::scalar)
        .orElseThrow(() -> problem(node, "key '" + key + "' is missing", file));
  }

  /** The mappings in a list. */
  List<YamlFields> list(String key) {
    List<YamlFields> list = new ArrayList<>();
    for (Node element : elements(key)) {
      list.add(new YamlFields(element, file));
    }
    return list;
  }

  private List<Node> elements(String key) {
    Node value = find(key).orElse(null);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw problem(value, "expected a list", file);
  }

  private Optional<Node> find(String key) {
    for (NodeTuple entry : node.getValue()) {
      if (scalar(entry.getKeyNode()).equals(key)) {
        return Optional.of(entry.getValueNode());
      }
    }
    return Optional.empty();
  }

  private String scalar(Node value) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw problem(value, "expected a text", file);
  }

  private static IllegalArgumentException problem(Node at, String what, String file) {
    return new IllegalArgumentException(
        file + ":" + (at.getStartMark().getLine() + 1) + ": " + what);
  }
}
