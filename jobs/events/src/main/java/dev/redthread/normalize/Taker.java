package dev.redthread.normalize;

import dev.redthread.event.Event;
import dev.redthread.normalize.link.SaidLink;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes the events of records, each with what names its person. */
public interface Taker {

  /**
   * Told of whose names the record of an event says to be, before anything else of it.
   *
   * @param event may have no more fields than were demanded
   */
  void says(Event event, SaidLink link);

  /**
   * Asked of each event once, which may then have no more fields than were demanded, and the
   * device.
   */
  boolean wants(Event event, PersonNames names);

  /** Gets what is wanted, whole. */
  void take(Event event, PersonNames names);

  /** One who has no use for names. */
  static Taker of(Predicate<Event> wanted, Consumer<Event> events) {
    return new Taker() {
      @Override
      public void says(Event event, SaidLink link) {}

      @Override
      public boolean wants(Event event, PersonNames names) {
        return wanted.test(event);
      }

      @Override
      public void take(Event event, PersonNames names) {
        events.accept(event);
      }
    };
  }
}
