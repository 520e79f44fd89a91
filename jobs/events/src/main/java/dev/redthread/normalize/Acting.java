package dev.redthread.normalize;

import dev.redthread.event.Actor;
import dev.redthread.normalize.SourceMapping.ActorRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, as a record says it, before anybody asks whom names mean.
 *
 * @param rule by which it is no person; null for a person
 * @param own the name of what is no person; null for a person
 * @param people what names the person, or the one whose it is; may be empty
 */
record Acting(@Nullable ActorRule rule, @Nullable String own, List<String> people) {

  static Acting person(List<String> names) {
    return new Acting(null, null, names);
  }

  /** What names the person of the event: what is no person has its own name where nobody is. */
  List<String> names() {
    return people.isEmpty() && own != null ? List.of(own) : people;
  }

  /** Who that is, by the alias table; nobody where the record names nobody. */
  Optional<Actor> actor(IdentityAliases aliases) {
    Optional<String> whose = aliases.named(names()).map(Texts::whole);
    return rule == null || own == null
        ? whose.map(Actor::named)
        : whose.map(person -> Actor.owned(rule.kind(), Texts.whole(own), person));
  }
}
