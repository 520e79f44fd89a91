package dev.redthread.normalize;

import dev.redthread.normalize.SourceMapping.LinkReading;
import dev.redthread.normalize.link.SaidLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which names of a record follow links, and what it says itself of whose they are.
 *
 * <p><i>Thread safety:</i> none.
 */
final class LinkReader {
  private final List<Rule> rules;

  private record Rule(
      LinkReading spec, FieldReader name, Optional<FieldReader> person, Conditions when) {}

  private LinkReader(List<Rule> rules) {
    this.rules = rules;
  }

  static LinkReader of(SourceMapping mapping, PathTrie trie) {
    return new LinkReader(
        mapping.links().stream()
            .map(
                spec ->
                    new Rule(
                        spec,
                        FieldReader.named(spec.name(), mapping, trie),
                        Optional.ofNullable(spec.person())
                            .map(name -> FieldReader.named(name, mapping, trie)),
                        Conditions.of(spec.when(), mapping, trie)))
            .toList());
  }

  /** The names of the person, with the kind of the first where that follows links. */
  PersonNames names(List<String> names, Slots slots) {
    if (!names.isEmpty()) {
      for (Rule rule : rules) {
        if (texts(rule.name(), slots).contains(names.get(0))) {
          return new PersonNames(names, Optional.of(rule.spec().namespace()));
        }
      }
    }
    return PersonNames.of(names);
  }

  /** What the record says; of several names at once nothing, since it is not said whose each is. */
  List<SaidLink> said(Slots slots) {
    List<SaidLink> said = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.person().isPresent()) {
        List<String> persons = texts(rule.person().get(), slots);
        List<String> names = persons.isEmpty() ? List.of() : texts(rule.name(), slots);
        if (names.size() == 1 && rule.when().hold(slots)) {
          String name = names.get(0);
          persons.stream()
              .filter(person -> !person.equals(name))
              .forEach(person -> said.add(new SaidLink(rule.spec().namespace(), name, person)));
        }
      }
    }
    return said;
  }

  private static List<String> texts(FieldReader reader, Slots slots) {
    return ActorReader.texts(List.of(reader), slots);
  }
}
