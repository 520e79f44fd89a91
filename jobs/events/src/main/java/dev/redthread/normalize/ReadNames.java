package dev.redthread.normalize;

import dev.redthread.event.Actor;
import dev.redthread.event.Event;
import dev.redthread.event.EvidenceFields;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is read of a record as fields: what was demanded, and what findings show besides. */
final class ReadNames {
  private static final Set<String> OTHERWISE =
      Set.of("activity", "event.id", "event.dataset", Event.PERSON);

  private ReadNames() {}

  static SortedSet<String> of(SourceMapping mapping, Set<String> demanded) {
    SortedSet<String> names = new TreeSet<>(mapping.fields().keySet());
    if (!mapping.everyLeaf()) {
      names.retainAll(EvidenceFields.NAMES);
    }
    names.addAll(demanded);
    names.addAll(askedBesidePersons(mapping));
    names.removeAll(OTHERWISE);
    if (mapping.namesActors()) {
      names.addAll(Actor.FIELDS);
    } else if (!mapping.info().everyLogsource()) {
      names.removeAll(Actor.FIELDS);
    }
    // What tables add is not to be read from a record that has a field of that name by chance.
    names.removeIf(
        name -> mapping.derived().containsKey(name) && !mapping.fields().containsKey(name));
    return names;
  }

  /** What tables are asked for beside the person: with another person that is asked for again. */
  private static Set<String> askedBesidePersons(SourceMapping mapping) {
    return mapping.derived().values().stream()
        .filter(DerivedField::isOfPerson)
        .flatMap(field -> field.lookups().stream())
        .map(DerivedField.Lookup::field)
        .filter(name -> mapping.fields().containsKey(name))
        .collect(Collectors.toSet());
  }
}
