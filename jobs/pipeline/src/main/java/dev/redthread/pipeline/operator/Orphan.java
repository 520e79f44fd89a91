package dev.redthread.pipeline.operator;

import dev.redthread.event.Actor;
import dev.redthread.event.ContentHash;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Value;
import dev.redthread.normalize.PersonFields;
import dev.redthread.normalize.link.LinkRecord;
import dev.redthread.normalize.link.PersonLink;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An event whose person may come to be another, as it was last sent on: it names only its device,
 * or goes by names that may change their meaning.
 *
 * @param event without a person where it names only its device
 * @param ingestedTime the wall clock when the job read it, in milliseconds since 1970 UTC
 * @param original the compressed original
 * @param owner whose it was when it was last sent on; null when that was not known
 * @param ahead how far after it the link is that says so, in milliseconds; 0 for one before it
 * @param until from how far after it on links say that its name is nobody's; {@link Long#MAX_VALUE}
 *     where none does
 * @param said the first of the records that say so; null where none does
 * @param names what names its person, in order; empty for an event of a device
 * @param version the number of the pattern set under which it was read
 * @param facts what tables said of the owner when it was last sent on, in place of what they said
 *     when it was read
 */
@SuppressWarnings("ArrayRecordComponent")
public record Orphan(
    Event event,
    long ingestedTime,
    byte[] original,
    @Nullable String owner,
    long ahead,
    long until,
    @Nullable LinkRecord said,
    List<String> names,
    long version,
    Fields facts) {

  public Orphan {
    names = List.copyOf(names);
  }

  /** One that no record says anything of. */
  Orphan(
      Event event,
      long ingestedTime,
      byte[] original,
      @Nullable String owner,
      long ahead,
      List<String> names,
      long version) {
    this(
        event,
        ingestedTime,
        original,
        owner,
        ahead,
        Long.MAX_VALUE,
        null,
        names,
        version,
        Fields.NONE);
  }

  static Orphan of(DeviceEvent arrived) {
    return new Orphan(
        arrived.kind() == DeviceEvent.Kind.NAMED
            ? Actor.unresolved(arrived.event(), arrived.names().get(0))
            : arrived.event(),
        arrived.ingestedTime(),
        arrived.original(),
        null,
        0,
        arrived.kind() == DeviceEvent.Kind.NAMED ? arrived.names() : List.of(),
        arrived.version());
  }

  /** Under what it is kept. What goes by names stands beside other records of its id. */
  String key() {
    String id = event.source() + '\0' + event.id();
    return isNamed() ? id + '\0' + ContentHash.of(event).hex() : id;
  }

  /** Whether it goes by names rather than by its device. */
  boolean isNamed() {
    return !names.isEmpty();
  }

  /**
   * The same of somebody.
   *
   * @param fields asks tables what they say of a person, where it is another than before
   */
  Orphan ownedBy(Optional<Owner> found, BiFunction<Event, String, Fields> fields) {
    String person = found.map(Owner::person).orElse(null);
    Fields now =
        person == null ? Fields.NONE : person.equals(owner) ? facts : fields.apply(event, person);
    return new Orphan(
        event,
        ingestedTime,
        original,
        person,
        found.map(Owner::ahead).orElse(0L),
        found.map(Owner::until).orElse(Long.MAX_VALUE),
        found.map(Owner::said).orElse(null),
        names,
        version,
        now);
  }

  /** Whether it is the same person's, by the same record. */
  boolean isOwnedLike(Orphan other) {
    return Objects.equals(owner, other.owner)
        && ahead == other.ahead
        && until == other.until
        && Objects.equals(said, other.said);
  }

  /**
   * The event with its owner as its person, what tables say of that, and the record that says so.
   */
  Event resolved() {
    if (owner == null) {
      return event;
    }
    Event named =
        isNamed() ? Actor.resolved(event, owner) : event.with(Event.PERSON, Value.of(owner));
    Event owned = PersonFields.with(named, facts);
    return said == null ? owned : PersonLink.on(owned, said);
  }

  /** Whether this stands for its id rather than another record of the same id. */
  boolean standsBefore(Orphan other) {
    int byTime = Long.compare(event.eventTime(), other.event.eventTime());
    return byTime != 0
        ? byTime < 0
        : ContentHash.of(event).compareTo(ContentHash.of(other.event)) < 0;
  }
}
