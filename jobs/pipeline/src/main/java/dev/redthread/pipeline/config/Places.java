package dev.redthread.pipeline.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Where in a configuration file each key stands, for what turns out to be wrong after reading.
 *
 * <p>A path is a list of keys, and of element numbers counted from 0: {@code input, files, 0}.
 */
public final class Places {
  private final String file;
  private final Map<List<String>, Mark> marks = new HashMap<>();

  Places(String file, @Nullable Node root) {
    this.file = file;
    if (root != null) {
      note(List.of(), root.getStartMark(), root);
    }
  }

  private void note(List<String> path, Mark mark, Node value) {
    marks.put(path, mark);
    if (value instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          note(below(path, key.getValue()), key.getStartMark(), tuple.getValueNode());
        }
      }
    } else if (value instanceof SequenceNode sequence) {
      int number = 0;
      for (Node element : sequence.getValue()) {
        note(below(path, Integer.toString(number++)), element.getStartMark(), element);
      }
    }
  }

  private static List<String> below(List<String> path, String key) {
    String[] longer = path.toArray(new String[path.size() + 1]);
    longer[path.size()] = key;
    return List.of(longer);
  }

  /** A problem at a path, or where it would stand when the file leaves it out. */
  public ConfigProblem problem(List<String> path, String message) {
    Mark mark = null;
    for (int length = path.size(); mark == null && length >= 0; length--) {
      mark = marks.get(path.subList(0, length));
    }
    return mark == null
        ? new ConfigProblem(file, 1, 1, message)
        : new ConfigProblem(file, mark.getLine() + 1, mark.getColumn() + 1, message);
  }
}
