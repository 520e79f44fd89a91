package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One record of the analytics vendor's own export log: who took which data set out, how much and
 * where to.
 */
final class ExportRecord {
  static final String SOURCE = "vendor.export";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ObjectNode export;

  ExportRecord(Instant at, String action, Account actor, Network network, Device device, Ids ids) {
    json.put("id", "exp-" + ids.hex(12));
    json.put("time", Times.millis(at));
    json.put("action", action);
    ObjectNode who = json.putObject("actor");
    who.put("email", actor.email());
    who.put("ip", network.ip());
    who.put("asn", network.asn());
    who.put("country", network.city().countryCode());
    who.put("user_agent", device.userAgent());
    export = json.putObject("export");
    json.put("outcome", "success");
  }

  ExportRecord session(String id) {
    ((ObjectNode) json.get("actor")).put("session_id", id);
    return this;
  }

  /** What was exported and where to. */
  ExportRecord data(String dataset, long rows, long bytes, String destination) {
    export.put("dataset", dataset);
    export.put("rows", rows);
    export.put("bytes", bytes);
    export.put("format", "csv.gz");
    export.put("destination", destination);
    return this;
  }

  ExportRecord reason(String reason) {
    json.put("reason", reason);
    return this;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.get("id").textValue();
  }
}
