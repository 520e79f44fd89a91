package dev.redthread.normalize;

import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is behind an event: the first identity that the alias table knows, else the first there is,
 * else the owner of the device, where the table knows that.
 */
final class PersonReader {
  static final String DEVICE = "device.id";

  private final List<FieldReader> identities;
  private final Optional<FieldReader> device;
  private final IdentityAliases aliases;

  private PersonReader(
      List<FieldReader> identities, Optional<FieldReader> device, IdentityAliases aliases) {
    this.identities = identities;
    this.device = device;
    this.aliases = aliases;
  }

  static PersonReader of(SourceMapping mapping, IdentityAliases aliases, PathTrie trie) {
    return new PersonReader(
        mapping.person().stream().map(name -> FieldReader.named(name, mapping, trie)).toList(),
        mapping.fields().containsKey(DEVICE)
            ? Optional.of(FieldReader.named(DEVICE, mapping, trie))
            : Optional.empty(),
        aliases);
  }

  /** What names the person, where other fields than the mapping's come first. */
  List<String> names(Slots slots, List<FieldReader> first) {
    List<String> names = first.isEmpty() ? List.of() : texts(first, slots);
    return names.isEmpty() ? texts(identities, slots) : names;
  }

  /** The person whom {@link #names} name, else whose the device is. */
  Optional<String> person(List<String> names, Slots slots) {
    return names.isEmpty()
        ? texts(device.stream().toList(), slots).stream()
            .map(aliases::owner)
            .flatMap(Optional::stream)
            .findFirst()
        : aliases.named(names);
  }

  /** By which field a person was found that {@link #person} gave. */
  String origin(Slots slots, List<FieldReader> first, String person) {
    List<FieldReader> all = new ArrayList<>(first);
    all.addAll(identities);
    all.addAll(device.stream().toList());
    for (FieldReader reader : all) {
      for (String text : texts(List.of(reader), slots)) {
        if (aliases.person(text).filter(person::equals).isPresent()) {
          return reader.name()
              + " = "
              + text
              + " in the alias table"
              + (aliases.isInactive(person) ? ", where the account is off" : "");
        }
      }
    }
    return all.stream()
        .filter(reader -> texts(List.of(reader), slots).contains(person))
        .findFirst()
        .map(FieldReader::name)
        .orElse("");
  }

  static List<String> texts(List<FieldReader> readers, Slots slots) {
    List<String> texts = new ArrayList<>(readers.size());
    for (FieldReader reader : readers) {
      Value value = reader.read(slots);
      if (value != null) {
        for (Value each : value.each()) {
          String text = each.text().strip().toLowerCase(Locale.ROOT);
          if (!(each instanceof Value.Nil) && !text.isEmpty()) {
            texts.add(text);
          }
        }
      }
    }
    return texts;
  }
}
