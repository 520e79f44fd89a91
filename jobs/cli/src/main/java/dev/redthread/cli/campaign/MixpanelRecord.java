package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One record of Mixpanel's audit log.
 *
 * <p><i>Source:</i> the action names are Mixpanel's; the keys of an exported record are not
 * documented, so these follow the columns of its user interface, as {@code
 * config/sources/mixpanel.audit.yml} expects them.
 */
final class MixpanelRecord {
  static final String SOURCE = "mixpanel.audit";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ObjectNode details;

  MixpanelRecord(Instant at, String action, Account user, Network network, Device device, Ids ids) {
    json.put("id", ids.uuid());
    json.put("timestamp", Times.millis(at));
    json.put("action", action);
    ObjectNode who = json.putObject("user");
    who.put("id", 1_000_000L + Math.floorMod(user.email().hashCode(), 900_000));
    who.put("email", user.email());
    who.put("name", user.name());
    json.put("ip", network.ip());
    json.put("user_agent", device.userAgent());
    json.putObject("organization").put("id", 48211).put("name", "Product analytics");
    json.putObject("project").put("id", 2790114).put("name", "Production");
    details = json.putObject("details");
  }

  MixpanelRecord detail(String name, String value) {
    details.put(name, value);
    return this;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.get("id").textValue();
  }
}
