package dev.redthread.pattern;

import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.yaml.YamlNode;
import dev.redthread.pattern.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where documents stand and what they may be called. */
public final class PatternPlaces {
  private final List<Named> documents = new ArrayList<>();

  private PatternPlaces() {}

  /**
   * A document of a pattern file.
   *
   * @param id its id, else its name, else its title: what its findings name
   * @param place of its first key
   * @param names all that a test may call it
   */
  public record Named(String id, Place place, Set<String> names) {
    public Named {
      names = Set.copyOf(names);
    }
  }

  /** The documents of files that load without errors, by file. */
  public static PatternPlaces of(Map<String, String> texts) {
    PatternPlaces places = new PatternPlaces();
    texts.forEach(
        (file, text) -> {
          for (YamlNode node : new YamlReader(file, new Diagnostics()).read(text)) {
            if (node instanceof YamlNode.Mapping document) {
              places.add(document);
            }
          }
        });
    return places;
  }

  private void add(YamlNode.Mapping document) {
    Set<String> names = new TreeSet<>();
    String id = null;
    for (String key : List.of("id", "name", "title")) {
      Optional<String> text = text(document, key);
      text.ifPresent(names::add);
      id = id == null ? text.orElse(null) : id;
    }
    if (id != null) {
      documents.add(new Named(id, document.place(), names));
    }
  }

  private static Optional<String> text(YamlNode.Mapping document, String key) {
    return document.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .flatMap(
            entry ->
                entry.value() instanceof YamlNode.Scalar scalar
                    ? Optional.of(scalar.text()).stream()
                    : Optional.<String>empty().stream())
        .findFirst();
  }

  /** The document with an id. */
  public Optional<Named> byId(String id) {
    return documents.stream().filter(document -> document.id().equals(id)).findFirst();
  }

  /** The document that may be called so. */
  public Optional<Named> byName(String name) {
    return documents.stream().filter(document -> document.names().contains(name)).findFirst();
  }

  /** The documents of a file, in its order. */
  public List<Named> of(String file) {
    return documents.stream().filter(document -> document.place().file().equals(file)).toList();
  }

  /** All names there are. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    documents.forEach(document -> names.addAll(document.names()));
    return names;
  }
}
