package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What a member of staff told the security team about a suspicious message. */
final class PhishingReport {
  static final String SOURCE = "phishing.report";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  PhishingReport(
      Instant at, Account reporter, String channel, String url, boolean clicked, Ids ids) {
    json.put("id", "PHR-" + ids.digits(6));
    json.put("time", Times.millis(at));
    json.put("reporter", reporter.email());
    json.put("channel", channel);
    json.put("subject", channel.equals("sms") ? "Text message" : "Mail");
    json.put("url", url);
    json.put("clicked", clicked);
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.get("id").textValue();
  }
}
