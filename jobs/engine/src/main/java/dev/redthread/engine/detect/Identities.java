package dev.redthread.engine.detect;

import dev.redthread.engine.EventKey;
import dev.redthread.event.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which event of a timeline stands for a source and native id, so that a copy is known by them
 * whatever time it bears. Made from the events when they are read, and in no state.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Identities {
  private final Map<Identity, EventKey> events = new HashMap<>(4);

  private record Identity(String source, String id) {

    static Identity of(Event event) {
      return new Identity(event.source(), event.id());
    }
  }

  void add(Event event) {
    events.put(Identity.of(event), EventKey.of(event));
  }

  void remove(Event event) {
    events.remove(Identity.of(event));
  }

  /** The event that has the identity of this one. */
  @Nullable EventKey find(Event event) {
    return events.get(Identity.of(event));
  }
}
