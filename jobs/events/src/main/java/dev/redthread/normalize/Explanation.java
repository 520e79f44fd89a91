package dev.redthread.normalize;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.normalize.link.SaidLink;
import java.util.List;
import java.util.Optional;

/** What a record became, and why. */
public sealed interface Explanation {

  /**
   * An event.
   *
   * @param time where its time comes from
   * @param id where its id comes from
   * @param activity what chose its activity, or why it has none
   * @param person what named its person; empty when it has none
   * @param follows of which kind the name of its person is, where records may say whose it is
   * @param says whose names are, as the record says
   * @param fields each field of the event with where it comes from, by name
   * @param refused fields that the mapping looked for, found something for, and took nothing
   * @param ignored what of the record no field, rule or id asks for, as {@code path = value}
   */
  record OfEvent(
      Event event,
      String time,
      String id,
      String activity,
      String person,
      Optional<String> follows,
      List<SaidLink> says,
      List<Field> fields,
      List<Field> refused,
      List<String> ignored)
      implements Explanation {
    public OfEvent {
      says = List.copyOf(says);
      fields = List.copyOf(fields);
      refused = List.copyOf(refused);
      ignored = List.copyOf(ignored);
    }

    /** The same with more to say of what named its person. */
    public OfEvent withPerson(String more) {
      return new OfEvent(
          event, time, id, activity, person + more, follows, says, fields, refused, ignored);
    }
  }

  /** A dead letter; its reason and detail say why. */
  record OfDeadLetter(DeadLetter letter) implements Explanation {}

  /**
   * A field of an event.
   *
   * @param value as text; empty for one that was refused
   * @param origin the path in the record, and what the mapping does to it; or what was refused
   */
  record Field(String name, String value, String origin) {}
}
