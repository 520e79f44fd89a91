package dev.redthread.event;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One security event as every later stage sees it.
 *
 * <p><i>Units:</i> {@code eventTime} and {@code receivedTime} are milliseconds since 1970 UTC.
 * {@code eventTime} orders timelines; {@code receivedTime} is the only clock for waiting.
 *
 * <p><i>Thread safety:</i> immutable.
 *
 * @param source the name of the log source, e.g. {@code okta.system}
 * @param id the vendor's native id of the event, or a stand-in as the source's {@code dedup} says
 * @param eventTime when it happened, after the clamp below
 * @param receivedTime when it was received
 * @param activity what happened, in Redthread's closed vocabulary; null where it is none of them
 * @param fields ECS fields, and vendor fields by their raw path where a pattern asks for them
 * @param origin where the original is
 * @param clamped whether the original's time lay so far ahead of {@code receivedTime} that it was
 *     replaced by it
 */
public record Event(
    String source,
    String id,
    long eventTime,
    long receivedTime,
    @Nullable Activity activity,
    Fields fields,
    Origin origin,
    boolean clamped)
    implements Serializable {

  /** The order of a timeline: event time, then source, then native id. */
  public static final Comparator<Event> TIMELINE_ORDER =
      Comparator.comparingLong(Event::eventTime)
          .thenComparing(Event::source)
          .thenComparing(Event::id);

  /** The field that names the human being or account behind an event, where that is known. */
  public static final String PERSON = "person";

  /** The field by which an event names a device. */
  public static final String DEVICE = "device.id";

  /**
   * A field by name. {@code activity}, {@code event.dataset} and {@code event.id} are parts of the
   * record itself, unless the original is taken as it is (source {@code json}) and has a field of
   * that name.
   */
  public @Nullable Value field(String name) {
    Value field = fields.get(name);
    if (field != null) {
      return field;
    }
    return switch (name) {
      case "activity" -> activity == null ? null : Value.of(activity.id());
      case "event.dataset" -> Value.of(source);
      case "event.id" -> Value.of(id);
      default -> null;
    };
  }

  /** This event with other fields. */
  public Event with(Fields others) {
    return new Event(source, id, eventTime, receivedTime, activity, others, origin, clamped);
  }

  /** This event with one field set. */
  public Event with(String name, Value value) {
    return with(fields.with(name, value));
  }
}
