package dev.redthread.normalize;

import dev.redthread.event.Event;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes the events of records, each with what names its person. */
public interface Taker {

  /**
   * Asked of each event once, which may then have no more fields than were demanded, and the
   * device.
   *
   * @param names what names its person, in lower case, of which the first that the alias table
   *     knows counts; empty where nothing does but its device
   */
  boolean wants(Event event, List<String> names);

  /** Gets what is wanted, whole. */
  void take(Event event, List<String> names);

  /** One who has no use for names. */
  static Taker of(Predicate<Event> wanted, Consumer<Event> events) {
    return new Taker() {
      @Override
      public boolean wants(Event event, List<String> names) {
        return wanted.test(event);
      }

      @Override
      public void take(Event event, List<String> names) {
        events.accept(event);
      }
    };
  }
}
