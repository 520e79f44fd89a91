package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * One activity of the Google Workspace Reports API, which may hold several events.
 *
 * <p><i>Source:</i> Google's {@code activities.list}; whole numbers are texts there.
 */
final class GoogleRecord {
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode events;
  private ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
  private final String application;

  GoogleRecord(Instant at, String application, Account actor, String ip, Ids ids) {
    this.application = application;
    json.put("kind", "admin#reports#activity");
    ObjectNode id = json.putObject("id");
    id.put("time", Times.millis(at));
    id.put("uniqueQualifier", ids.digits(18));
    id.put("applicationName", application);
    id.put("customerId", "C01rt7x2k");
    json.put("etag", "\"" + ids.letters("", 43) + "/" + ids.letters("", 27) + "\"");
    ObjectNode who = json.putObject("actor");
    who.put("callerType", "USER");
    who.put("email", actor.email());
    who.put("profileId", actor.googleId());
    json.put("ipAddress", ip);
    events = json.putArray("events");
  }

  /** The log source of this record. */
  String source() {
    return "google_workspace." + application;
  }

  /** Begins an event; the parameters that follow are its own. */
  GoogleRecord event(String type, String name) {
    ObjectNode event = events.addObject();
    event.put("type", type);
    event.put("name", name);
    parameters = event.putArray("parameters");
    return this;
  }

  GoogleRecord text(String name, String value) {
    parameters.addObject().put("name", name).put("value", value);
    return this;
  }

  GoogleRecord flag(String name, boolean value) {
    parameters.addObject().put("name", name).put("boolValue", value);
    return this;
  }

  GoogleRecord number(String name, long value) {
    parameters.addObject().put("name", name).put("intValue", Long.toString(value));
    return this;
  }

  GoogleRecord texts(String name, List<String> values) {
    ArrayNode list = parameters.addObject().put("name", name).putArray("multiValue");
    values.forEach(list::add);
    return this;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.get("id").get("uniqueQualifier").textValue();
  }
}
