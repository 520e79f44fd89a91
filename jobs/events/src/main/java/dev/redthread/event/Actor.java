package dev.redthread.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who acts in an event, as three of its fields. That need not be whom it is about, which is its
 * {@linkplain Event#PERSON person}: what a key does is its owner's, and a factor that is reset is
 * that of its user.
 *
 * @param kind what it is
 * @param id a person's name, else the {@linkplain ActorKind#name name} of what is no person
 * @param owner the person whose it is, where that is known; null for a person
 */
public record Actor(ActorKind kind, String id, @Nullable String owner) {
  public static final String KIND = "redthread.actor.kind";
  public static final String ID = "redthread.actor.id";
  public static final String OWNER = "redthread.actor.owner";

  /** The fields that say who acts. */
  public static final Set<String> FIELDS = Set.of(KIND, ID, OWNER);

  /** A person, or what a table says goes by the name of one. */
  public static Actor named(String person) {
    return new Actor(ActorKind.of(person).orElse(ActorKind.PERSON), person, null);
  }

  /**
   * One that is no person.
   *
   * @param whose the person, or its own name where nobody is known
   */
  public static Actor owned(ActorKind kind, String id, String whose) {
    return new Actor(kind, id, whose.equals(id) ? null : whose);
  }

  /** Who acts in an event, where that is known. */
  public static Optional<Actor> of(Event event) {
    String id = text(event, ID);
    String kind = text(event, KIND);
    return id == null || kind == null
        ? Optional.empty()
        : ActorKind.byId(kind).map(known -> new Actor(known, id, text(event, OWNER)));
  }

  /**
   * The event as it is before anybody asks whom its names mean.
   *
   * @param name the first of what names its person
   */
  public static Event unresolved(Event event, String name) {
    return moved(event, name, actor -> ActorKind.of(name).isEmpty());
  }

  /**
   * The event as one of some person. Where whoever acted was the person before, or owned by that
   * one, so it is now; where the event is about somebody else, it stays who it was.
   */
  public static Event resolved(Event event, String person) {
    return moved(event, person, actor -> ActorKind.of(actor.id).isEmpty());
  }

  /**
   * @param isItself whether one without an owner goes by the name of the person
   */
  private static Event moved(Event event, String person, Predicate<Actor> isItself) {
    String before = text(event, Event.PERSON);
    if (person.equals(before)) {
      return event;
    }
    Map<String, Value> fields = new HashMap<>();
    event.fields().forEach(fields::put);
    fields.put(Event.PERSON, Value.of(person));
    of(event)
        .filter(actor -> actor.isOf(before))
        .map(
            actor ->
                actor.owner == null && isItself.test(actor)
                    ? named(person)
                    : owned(actor.kind, actor.id, person))
        .ifPresent(actor -> actor.set(fields));
    return event.with(Fields.of(fields));
  }

  /** In words, e.g. {@code API key openai:key_1 of ada@corp.example}. */
  public String described() {
    String own = kind == ActorKind.PERSON ? id : id.substring(id.indexOf(':') + 1);
    return kind.noun() + " " + own + (owner == null ? "" : " of " + owner);
  }

  /** The text of one of the fields, or null. */
  public @Nullable String text(String field) {
    return switch (field) {
      case KIND -> kind.id();
      case ID -> id;
      case OWNER -> owner;
      default -> null;
    };
  }

  private boolean isOf(@Nullable String person) {
    return owner == null ? id.equals(person) : owner.equals(person);
  }

  private void set(Map<String, Value> fields) {
    for (String field : FIELDS) {
      String text = text(field);
      if (text == null) {
        fields.remove(field);
      } else {
        fields.put(field, Value.of(text));
      }
    }
  }

  private static @Nullable String text(Event event, String field) {
    Value value = event.fields().get(field);
    return value == null || value instanceof Value.Nil ? null : value.text();
  }
}
