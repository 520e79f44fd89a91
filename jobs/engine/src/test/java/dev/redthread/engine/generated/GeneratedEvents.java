package dev.redthread.engine.generated;

import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events whose content says which rules they match. */
final class GeneratedEvents {
  private static final Origin ORIGIN = new Origin("generated", 0, 1);

  /** The field that is measured. */
  static final String VALUE = "value";

  private static final List<List<String>> VALUES =
      List.of(
          List.of(),
          List.of("1"),
          List.of("1"),
          List.of("2"),
          List.of("5"),
          List.of("-3.25"),
          List.of("x"),
          List.of("1", "2"),
          List.of("5", "x", "0.5"));

  private GeneratedEvents() {}

  /** An event with values that follow from its id and time, so that other content has others. */
  static Event event(String source, String id, long time, long roles) {
    return event(source, id, time, roles, VALUES.get(Math.floorMod(id.hashCode() * 31L + time, 9)));
  }

  static Event event(String source, String id, long time, long roles, List<String> values) {
    Map<String, Value> fields = new TreeMap<>(Map.of("roles", Value.of(roles)));
    if (values.size() == 1) {
      fields.put(VALUE, value(values.get(0)));
    } else if (!values.isEmpty()) {
      fields.put(VALUE, new Value.Many(values.stream().map(GeneratedEvents::value).toList()));
    }
    return new Event(source, id, time, time, null, Fields.of(fields), ORIGIN, false);
  }

  /** What an event has to be measured, as text. */
  static List<String> values(Event event) {
    Value value = event.field(VALUE);
    return value == null ? List.of() : value.each().stream().map(Value::text).toList();
  }

  static Value value(String text) {
    return text.matches("-?[0-9.]+") && !text.equals("2")
        ? Value.of(new BigDecimal(text))
        : Value.of(text);
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
