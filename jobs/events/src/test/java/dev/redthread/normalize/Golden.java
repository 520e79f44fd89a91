package dev.redthread.normalize;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import java.time.Instant;

/** Events and dead letters as text that a person can check against a golden file. */
final class Golden {
  private Golden() {}

  static String of(Event event) {
    StringBuilder text = new StringBuilder();
    text.append(Instant.ofEpochMilli(event.eventTime()))
        .append(' ')
        .append(event.source())
        .append(' ')
        .append(event.id())
        .append(event.clamped() ? " clamped" : "")
        .append('\n');
    text.append("  activity = ")
        .append(event.activity() == null ? "none" : event.activity().id())
        .append('\n');
    event
        .fields()
        .forEach(
            (name, value) ->
                text.append("  ").append(name).append(" = ").append(value.text()).append('\n'));
    return text.toString();
  }

  static String of(DeadLetter letter) {
    return "dead letter " + letter.reason() + ": " + letter.detail() + "\n";
  }
}
