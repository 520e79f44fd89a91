package dev.redthread.normalize;

import dev.redthread.event.LinkedNames;
import dev.redthread.normalize.SourceMapping.Condition;
import dev.redthread.normalize.SourceMapping.FieldReading;
import dev.redthread.normalize.SourceMapping.LinkReading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code links} of a file of {@code config/sources}. */
final class LinksSection {
  private LinksSection() {}

  static List<LinkReading> read(Section root, Map<String, List<FieldReading>> fields) {
    List<LinkReading> links = new ArrayList<>();
    if (root.has("links")) {
      root.sections("links").forEach(link -> links.add(link(link, fields)));
    }
    return links;
  }

  private static LinkReading link(Section link, Map<String, List<FieldReading>> fields) {
    String namespace = link.needed("namespace");
    String name = link.needed("name");
    @Nullable String person = link.text("person").orElse(null);
    List<Condition> when = WhenSection.read(link);
    MappingReader.known(link, "name", fields);
    MappingReader.known(link, "person", fields);
    if (name.equals(person)) {
      link.problem(link.at("person"), "the name and its person are one field: name another");
    }
    if (person == null && !when.isEmpty()) {
      link.problem(
          link.at("when"),
          "when says which records name the person: say by which field, person: …");
    }
    link.close();
    return new LinkReading(namespace, name, person, when);
  }

  /** The kinds of names there are. */
  static LinkedNames names(List<LinkReading> links) {
    Set<String> followed = new LinkedHashSet<>();
    Set<String> said = new LinkedHashSet<>();
    for (LinkReading link : links) {
      followed.add(link.namespace());
      if (link.person() != null) {
        said.add(link.namespace());
      }
    }
    return new LinkedNames(followed, said);
  }
}
