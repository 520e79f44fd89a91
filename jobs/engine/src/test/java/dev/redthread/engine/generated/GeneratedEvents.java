package dev.redthread.engine.generated;

import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import java.util.Map;

/** Events whose content says which rules they match. */
final class GeneratedEvents {
  private static final Origin ORIGIN = new Origin("generated", 0, 1);

  private GeneratedEvents() {}

  static Event event(String source, String id, long time, long roles) {
    Fields fields = Fields.of(Map.of("roles", Value.of(roles)));
    return new Event(source, id, time, time, null, fields, ORIGIN, false);
  }

  static Event receivedAt(Event event, long receivedTime) {
    return new Event(
        event.source(),
        event.id(),
        event.eventTime(),
        receivedTime,
        event.activity(),
        event.fields(),
        new Origin("generated", 0, receivedTime),
        event.clamped());
  }
}
