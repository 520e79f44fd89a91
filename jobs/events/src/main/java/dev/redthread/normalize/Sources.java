package dev.redthread.normalize;

import dev.redthread.event.SourceCatalog;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The log sources of a folder such as {@code config/sources}: each {@code *.yml} in it, in the
 * order of their file names.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class Sources implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String TRANSPORTS = "transports.yml";

  @SuppressWarnings("serial") // a LinkedHashMap
  private final Map<String, SourceMapping> mappings;

  @SuppressWarnings("serial") // a HashMap
  private final Map<String, String> files;

  @SuppressWarnings("serial") // made by List.copyOf
  private final List<Transport> transports;

  private Sources(
      Map<String, SourceMapping> mappings, Map<String, String> files, List<Transport> transports) {
    this.mappings = mappings;
    this.files = files;
    this.transports = List.copyOf(transports);
  }

  /**
   * Reads a folder, and {@code transports.yml} beside it, where there is one.
   *
   * <p><i>Errors:</i> {@link MappingException} with every problem of every file; {@link
   * IOException} when the folder or a file cannot be read.
   */
  public static Sources load(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Path file : files) {
      texts.put(file.toString(), Files.readString(file));
    }
    Path transports = folder.resolveSibling(TRANSPORTS);
    return Files.exists(transports)
        ? read(texts, transports.toString(), Files.readString(transports))
        : read(texts);
  }

  /** Reads texts by file name. */
  public static Sources read(Map<String, String> texts) {
    return read(texts, TRANSPORTS, "");
  }

  /** Reads texts by file name, and how their records may be wrapped. */
  static Sources read(Map<String, String> texts, String transportsFile, String transports) {
    List<Problem> problems = new ArrayList<>();
    Map<String, SourceMapping> mappings = new LinkedHashMap<>();
    Map<String, String> files = new HashMap<>();
    texts.forEach(
        (file, text) -> {
          for (SourceMapping mapping : new MappingReader(file, problems).read(text)) {
            files.put(mapping.name(), file);
            if (mappings.putIfAbsent(mapping.name(), mapping) != null) {
              problems.add(
                  new Problem(
                      file, 1, 1, "the source " + mapping.name() + " is defined twice: rename it"));
            }
          }
        });
    List<Transport> wrappings =
        new TransportReader(transportsFile, mappings.keySet(), problems).read(transports);
    if (!problems.isEmpty()) {
      throw new MappingException(problems);
    }
    return new Sources(mappings, files, wrappings);
  }

  /** The same sources, their events with fields that tables add. */
  public Sources with(List<DerivedField> derived) {
    Map<String, SourceMapping> more = new LinkedHashMap<>();
    mappings.forEach((name, mapping) -> more.put(name, mapping.with(derived)));
    return new Sources(more, files, transports);
  }

  public List<SourceMapping> mappings() {
    return List.copyOf(mappings.values());
  }

  public Optional<SourceMapping> mapping(String name) {
    return Optional.ofNullable(mappings.get(name));
  }

  /** How records may be wrapped, in the order in which it is tried. */
  public List<Transport> transports() {
    return transports;
  }

  /** The file that defines a source, as it was named when it was read. */
  public String file(String name) {
    return files.getOrDefault(name, "");
  }

  public SourceCatalog catalog() {
    return new SourceCatalog(mappings.values().stream().map(SourceMapping::info).toList());
  }
}
