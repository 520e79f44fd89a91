package dev.redthread.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** What comes of reading one file: the options that were asked for, and the problems. */
final class Reading {
  private final String file;
  private final List<ConfigOption> options = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  Reading(String file) {
    this.file = file;
  }

  void option(String path, String kind, String fallback, String meaning) {
    options.add(new ConfigOption(path, kind, fallback, meaning));
  }

  void problem(Node node, String message) {
    problem(node.getStartMark(), message);
  }

  void problem(Mark mark, String message) {
    problems.add(new ConfigProblem(file, mark.getLine() + 1, mark.getColumn() + 1, message));
  }

  List<ConfigOption> options() {
    return List.copyOf(options);
  }

  List<ConfigProblem> problems() {
    return problems.stream().sorted().toList();
  }

  /** The keys that may stand in a section, for a message. */
  String keysUnder(String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    return String.join(
        ", ",
        options.stream()
            .map(ConfigOption::path)
            .filter(option -> option.startsWith(prefix))
            .map(option -> option.substring(prefix.length()).split("\\.", 2)[0])
            .distinct()
            .toList());
  }
}
