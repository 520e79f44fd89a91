package dev.redthread.normalize;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code config/transports.yml}.
 *
 * <p><i>Errors:</i> every problem is added to the list it was made with.
 */
final class TransportReader {
  private final String file;
  private final Set<String> sources;
  private final List<Problem> problems;

  TransportReader(String file, Set<String> sources, List<Problem> problems) {
    this.file = file;
    this.sources = sources;
    this.problems = problems;
  }

  List<Transport> read(String yaml) {
    @Nullable Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    } catch (YAMLException e) {
      problems.add(new Problem(file, 1, 1, "this is not YAML: " + e.getMessage()));
      return List.of();
    }
    if (root == null) {
      return List.of();
    }
    Section section = new Section(file, root, problems);
    List<Transport> transports = new ArrayList<>();
    for (Section transport : section.sections("transports")) {
      transports.add(transport(transport));
    }
    section.close();
    return transports;
  }

  private Transport transport(Section section) {
    Transport transport =
        new Transport(
            section.needed("name"),
            section.texts("has"),
            section.flag("alone"),
            section.flag("text"),
            section.texts("record"),
            section.text("source").orElse(null),
            section.textMap("sources"));
    if (transport.has().isEmpty() || transport.record().isEmpty()) {
      section.problem(
          "a transport is known by its keys and holds a record: write has: […] and record: …");
    }
    transport
        .sources()
        .values()
        .forEach(
            source -> {
              if (!sources.contains(source)) {
                section.problem(
                    section.at("sources"), "no source is called " + source + ": correct it");
              }
            });
    section.close();
    return transport;
  }
}
