package dev.redthread.normalize;

import dev.redthread.event.Actor;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind one event: its person, and who acts.
 *
 * <p><i>Cost:</i> who acts is looked up in the alias table when it is first asked for.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Behind {
  private final Optional<String> person;
  private final Acting acting;
  private final IdentityAliases aliases;
  private @Nullable Actor actor;
  private boolean asked;

  Behind(Optional<String> person, Acting acting, IdentityAliases aliases) {
    this.person = person.map(Texts::whole);
    this.acting = acting;
    this.aliases = aliases;
  }

  /** Whether a field is one of those that say it. */
  static boolean says(String field) {
    return field.equals(Event.PERSON) || Actor.FIELDS.contains(field);
  }

  /** One of these fields, or null. */
  @Nullable Value value(String field) {
    if (field.equals(Event.PERSON)) {
      return person.map(Value::of).orElse(null);
    }
    if (!asked) {
      asked = true;
      actor = acting.actor(aliases).orElse(null);
    }
    String text = actor == null ? null : actor.text(field);
    return text == null ? null : Value.of(text);
  }
}
