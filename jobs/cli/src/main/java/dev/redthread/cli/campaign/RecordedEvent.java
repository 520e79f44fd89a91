package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One line of a recorded log: a vendor's record, where it came from and when. */
record RecordedEvent(String source, Instant received, ObjectNode event) {

  /** The line, without its end. */
  String line() {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("source", source);
    envelope.put("received", received.toString());
    envelope.set("event", event);
    return envelope.toString();
  }
}
