package dev.redthread.normalize;

import dev.redthread.event.ActorKind;
import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.ActorRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who acts by the record alone: what fits a rule of the mapping is no person, else a person does
 * whom the record names.
 *
 * <p><i>Thread safety:</i> none.
 */
final class ActorReader {
  private final String vendor;
  private final List<Rule> rules;
  private final List<FieldReader> identities;

  private record Rule(
      ActorRule spec, Conditions when, List<FieldReader> id, List<FieldReader> owner) {}

  private ActorReader(String vendor, List<Rule> rules, List<FieldReader> identities) {
    this.vendor = vendor;
    this.rules = rules;
    this.identities = identities;
  }

  static ActorReader of(SourceMapping mapping, PathTrie trie) {
    return new ActorReader(
        mapping.actors().vendor(),
        mapping.actors().rules().stream()
            .map(
                rule ->
                    new Rule(
                        rule,
                        Conditions.of(rule.when(), mapping, trie),
                        readers(rule.id(), mapping, trie),
                        readers(rule.owner(), mapping, trie)))
            .toList(),
        readers(mapping.person(), mapping, trie));
  }

  private static List<FieldReader> readers(
      List<String> names, SourceMapping mapping, PathTrie trie) {
    return names.stream().map(name -> FieldReader.named(name, mapping, trie)).toList();
  }

  /** Who acts; of no names where the record says nothing of it. */
  Acting read(Slots slots) {
    for (Rule rule : rules) {
      if (rule.when().hold(slots)) {
        List<String> ids = texts(rule.id(), slots);
        if (!ids.isEmpty()) {
          String own = rule.spec().kind().name(vendor, ids.get(0));
          return new Acting(rule.spec(), own, people(rule.owner(), slots));
        }
      }
    }
    return Acting.person(people(identities, slots));
  }

  /** The fields that may name the person of an event in which somebody acts. */
  List<FieldReader> naming(Acting acting) {
    return rules.stream()
        .filter(rule -> rule.spec().equals(acting.rule()))
        .map(Rule::owner)
        .findFirst()
        .orElse(identities);
  }

  /** What some fields hold, but for names that only what is no person has. */
  static List<String> people(List<FieldReader> readers, Slots slots) {
    List<String> texts = texts(readers, slots);
    for (String text : texts) {
      if (ActorKind.of(text).isPresent()) {
        return texts.stream().filter(each -> ActorKind.of(each).isEmpty()).toList();
      }
    }
    return texts;
  }

  /** What some fields hold, in lower case. */
  static List<String> texts(List<FieldReader> readers, Slots slots) {
    List<String> texts = new ArrayList<>(readers.size());
    for (FieldReader reader : readers) {
      Value value = reader.read(slots);
      if (value != null) {
        for (Value each : value.each()) {
          String text = IdentityAliases.canonical(each.text());
          if (!(each instanceof Value.Nil) && !text.isEmpty()) {
            texts.add(text);
          }
        }
      }
    }
    return texts;
  }

  /** Which rule says who acts, for people; nothing where none does. */
  Optional<String> origin(Acting acting) {
    return Optional.ofNullable(acting.rule())
        .map(
            rule ->
                "line "
                    + rule.line()
                    + (rule.when().isEmpty()
                        ? ""
                        : ": "
                            + String.join(
                                ", ", rule.when().stream().map(Object::toString).toList())));
  }
}
