package dev.redthread.normalize;

import dev.redthread.event.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom an event is about: the first name that the alias table knows, else the first there is, else
 * the owner of the device, where the table knows that.
 */
final class PersonReader {
  static final String DEVICE = "device.id";

  private final Optional<FieldReader> device;
  private final IdentityAliases aliases;

  private PersonReader(Optional<FieldReader> device, IdentityAliases aliases) {
    this.device = device;
    this.aliases = aliases;
  }

  static PersonReader of(SourceMapping mapping, IdentityAliases aliases, PathTrie trie) {
    return new PersonReader(
        mapping.fields().containsKey(DEVICE)
            ? Optional.of(FieldReader.named(DEVICE, mapping, trie))
            : Optional.empty(),
        aliases);
  }

  /** What names the person, where other fields come before those that name who acts. */
  List<String> names(Slots slots, List<FieldReader> first, Acting acting) {
    List<String> names = first.isEmpty() ? List.of() : ActorReader.people(first, slots);
    return names.isEmpty() ? acting.names() : names;
  }

  /** The person whom {@link #names} name, else whose the device is. */
  Optional<String> person(List<String> names, Slots slots) {
    return names.isEmpty()
        ? ActorReader.texts(device.stream().toList(), slots).stream()
            .map(aliases::owner)
            .flatMap(Optional::stream)
            .findFirst()
        : aliases.named(names);
  }

  /**
   * By what a person was found that {@link #person} gave.
   *
   * @param fields that may name the person, in order
   */
  String origin(Slots slots, List<FieldReader> fields, Acting acting, String person) {
    List<FieldReader> all = new ArrayList<>(fields);
    all.addAll(device.stream().toList());
    for (FieldReader reader : all) {
      for (String text : ActorReader.texts(List.of(reader), slots)) {
        if (aliases.person(text).filter(person::equals).isPresent()) {
          return inTable(reader.name() + " = " + text, person);
        }
      }
    }
    String own = acting.own();
    if (own != null && aliases.person(own).filter(person::equals).isPresent()) {
      return inTable(Actor.ID + " = " + own, person);
    }
    return all.stream()
        .filter(reader -> ActorReader.texts(List.of(reader), slots).contains(person))
        .findFirst()
        .map(FieldReader::name)
        .orElse(person.equals(own) ? Actor.ID : "");
  }

  private String inTable(String name, String person) {
    return name
        + " in the alias table"
        + (aliases.isInactive(person) ? ", where the account is off" : "");
  }
}
