package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One event of Lookout's mobile risk stream. Alerts name a device; only a device's own record says
 * whose it is.
 */
final class LookoutRecord {
  static final String SOURCE = "lookout.mtd";
  private static final String ENTERPRISE = "b7a4f0b2-7c3e-4a51-9a55-2f8f0f2f6c11";

  private final ObjectNode json;

  private LookoutRecord(ObjectNode json) {
    this.json = json;
  }

  /** A text message with a phishing link, seen on a device. */
  static LookoutRecord smishing(Instant at, String device, String url, Ids ids) {
    LookoutRecord record = new LookoutRecord(event(at, "SMISHING_ALERT", device, ids));
    ObjectNode alert = record.json.putObject("smishing_alert");
    alert.put("guid", ids.uuid());
    ObjectNode detection = alert.putArray("detections").addObject();
    detection.put("category", "EMBEDDED_PHISHING_URL");
    detection.put("alert_type", "URL_DETECTION");
    detection.put("original_url", url);
    detection.putNull("impersonated_employee");
    return record;
  }

  /** A page that was blocked on a device. */
  static LookoutRecord blockedPage(Instant at, String device, String url, Ids ids) {
    LookoutRecord record = new LookoutRecord(event(at, "THREAT", device, ids));
    ObjectNode threat = record.json.putObject("threat");
    threat.put("guid", ids.uuid());
    threat.put("classification", "PHISHING_CONTENT");
    ObjectNode details = threat.putObject("details");
    details.put("url", url);
    details.put("reason", "PHISHING_CONTENT");
    details.put("response", "BLOCKED");
    return record;
  }

  /** What a device is and whose. */
  static LookoutRecord device(Instant at, String guid, Device phone, Account owner, Ids ids) {
    LookoutRecord record = new LookoutRecord(event(at, "DEVICE", guid, ids));
    ObjectNode device = record.json.putObject("device");
    device.put("guid", guid);
    device.put("activation_status", "ACTIVATED");
    device.put("security_status", "SECURE");
    device.put("platform", phone.platform());
    device.put("email", owner.email());
    ObjectNode info = device.putObject("info");
    info.put("external_id", owner.email());
    info.put("os_version", phone.os());
    info.put("mdm_connector_id", 311);
    return record;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.get("id").textValue();
  }

  private static ObjectNode event(Instant at, String type, String device, Ids ids) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", ids.uuid());
    json.put("enterprise_guid", ENTERPRISE);
    json.put("created_time", Times.millis(at));
    json.put("type", type);
    json.put("change_type", type.equals("DEVICE") ? "UPDATED" : "CREATED");
    json.putObject("target").put("guid", device).put("type", "DEVICE");
    json.putObject("actor").put("guid", device).put("type", "DEVICE");
    return json;
  }
}
