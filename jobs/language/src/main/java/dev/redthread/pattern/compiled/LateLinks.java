package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;

/**
 * How late an event may still come to a person, or be taken from one, because a record says whose
 * its device, or the name it goes by, is.
 *
 * <p><i>Units:</i> {@code delay} is milliseconds.
 *
 * @param delay after the event, on the received clock: such a link counts up to the timespan after
 *     the event, and arrives later than that by the delay of its source
 * @param places the places of the rules whose events may name a device instead of a person, or go
 *     by a name of which records say whose it is, in order
 */
public record LateLinks(long delay, List<Integer> places) implements Serializable {
  /** Of a pattern that asks for no person, or where no source tells whose a device is. */
  public static final LateLinks NONE = new LateLinks(0, List.of());

  public LateLinks {
    places = List.copyOf(places);
  }

  /** How late the events of a rule may be for that reason. */
  public long delay(int place) {
    return places.contains(place) ? delay : 0;
  }

  /** How late any event may be for that reason. */
  long most() {
    return places.isEmpty() ? 0 : delay;
  }
}
