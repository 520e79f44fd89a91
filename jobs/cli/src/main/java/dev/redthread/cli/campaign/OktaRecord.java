package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record of the Okta System Log, built field by field in the vendor's own shape.
 *
 * <p><i>Source:</i> Okta's System Log API; behaviours and risk are texts, not JSON, as Okta writes
 * them.
 */
final class OktaRecord {
  static final String SOURCE = "okta.system";

  private static final Set<String> NO_WARNING = Set.of("SUCCESS", "ALLOW", "CHALLENGE");
  private static final List<String> BEHAVIORS =
      List.of(
          "New Geo-Location",
          "New Device",
          "New IP",
          "New State",
          "New Country",
          "Velocity",
          "New City");

  private static final Map<String, String> MESSAGES =
      Map.ofEntries(
          Map.entry("user.session.start", "User login to Okta"),
          Map.entry("user.session.end", "User logout from Okta"),
          Map.entry("user.session.clear", "Clear user session"),
          Map.entry("user.authentication.sso", "User single sign on to app"),
          Map.entry("user.authentication.auth_via_mfa", "Authentication of user via MFA"),
          Map.entry("user.mfa.okta_verify.deny_push", "User rejected Okta push verify"),
          Map.entry("user.mfa.factor.activate", "Activate factor for user"),
          Map.entry("user.mfa.factor.deactivate", "Reset factor for user"),
          Map.entry("user.account.reset_password", "User reset password for Okta"),
          Map.entry("user.account.update_password", "User update password for Okta"),
          Map.entry("user.account.lock", "Max sign in attempts exceeded"),
          Map.entry("user.account.privilege.grant", "Grant user privilege"),
          Map.entry("system.push.send_factor_verify_push", "Send Okta Verify push notification"),
          Map.entry("system.api_token.create", "Create API token"),
          Map.entry("policy.evaluate_sign_on", "Evaluation of sign-on policy"),
          Map.entry("group.user_membership.add", "Add user to group membership"),
          Map.entry("application.user_membership.add", "Add user to application membership"),
          Map.entry("device.enrollment.create", "New device enrollment in Okta FastPass"),
          Map.entry("security.session.detect_client_roaming", "Session was roaming clients"),
          Map.entry("user.risk.detect", "Okta detected a change in user risk"));

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ObjectNode outcome;
  private final ObjectNode debugData;
  private final ObjectNode authentication;
  private final ArrayNode targets = JsonNodeFactory.instance.arrayNode();
  private final Ids ids;

  OktaRecord(Instant at, String eventType, Account actor, Network network, Device device, Ids ids) {
    this.ids = ids;
    person(json.putObject("actor"), actor);
    client(json.putObject("client"), network, device);
    device(device);
    authentication = json.putObject("authenticationContext");
    authentication.putNull("authenticationProvider");
    authentication.putNull("credentialProvider");
    authentication.putNull("credentialType");
    authentication.putNull("issuer");
    authentication.putNull("interface");
    authentication.put("authenticationStep", 0);
    json.put("displayMessage", MESSAGES.getOrDefault(eventType, eventType));
    json.put("eventType", eventType);
    outcome = json.putObject("outcome");
    outcome("SUCCESS", null);
    json.put("published", Times.millis(at));
    security(json.putObject("securityContext"), network);
    json.put("severity", "INFO");
    debugData = json.putObject("debugContext").putObject("debugData");
    debugData.put("requestId", ids.hex(32));
    debugData.put("dtHash", new Ids(device.id().hashCode()).hex(64));
    debugData.put("requestUri", "/idp/idx/identify");
    debugData.put("threatSuspected", "false");
    debugData.put("url", "/idp/idx/identify?");
    transaction();
    json.put("uuid", ids.uuid());
    json.put("version", "0");
    request(network);
    json.set("target", targets);
  }

  /** The session that the request belongs to. */
  OktaRecord session(String id) {
    authentication.put("rootSessionId", id);
    authentication.put("externalSessionId", id);
    return this;
  }

  OktaRecord outcome(String result, @Nullable String reason) {
    outcome.put("result", result);
    outcome.put("reason", reason);
    if (!NO_WARNING.contains(result)) {
      json.put("severity", "WARN");
    }
    return this;
  }

  /** What Okta finds unusual about this request, and how risky it finds it. */
  OktaRecord behavior(Set<String> positive, String level, String reasons) {
    StringBuilder text = new StringBuilder("{");
    for (String behavior : BEHAVIORS) {
      text.append(text.length() > 1 ? ", " : "").append(behavior).append('=');
      text.append(positive.contains(behavior) ? "POSITIVE" : "NEGATIVE");
    }
    debugData.put("behaviors", text.append('}').toString());
    debugData.put(
        "risk",
        reasons.isEmpty()
            ? "{level=" + level + "}"
            : "{reasons=" + reasons + ", level=" + level + "}");
    return this;
  }

  /** A field of {@code debugContext.debugData}. */
  OktaRecord debug(String name, String value) {
    debugData.put(name, value);
    return this;
  }

  /** The person to whom it was done. */
  OktaRecord target(Account account) {
    ObjectNode target = targets.addObject();
    person(target, account);
    return this;
  }

  /** The application, group or other object to which it was done. */
  OktaRecord target(String type, String name) {
    ObjectNode target = targets.addObject();
    target.put("id", ids.letters("0oa", 17));
    target.put("type", type);
    target.put("alternateId", name);
    target.put("displayName", name);
    target.putNull("detailEntry");
    return this;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.get("uuid").textValue();
  }

  private static void person(ObjectNode node, Account account) {
    node.put("id", account.oktaId());
    node.put("type", "User");
    node.put("alternateId", account.email());
    node.put("displayName", account.name());
    node.putNull("detailEntry");
  }

  private static void client(ObjectNode node, Network network, Device device) {
    ObjectNode agent = node.putObject("userAgent");
    agent.put("rawUserAgent", device.userAgent());
    agent.put("os", device.os());
    agent.put("browser", device.browser());
    node.put("zone", "null");
    node.put("device", device.kind());
    node.putNull("id");
    node.put("ipAddress", network.ip());
    place(node, network);
  }

  private static void place(ObjectNode node, Network network) {
    ObjectNode place = node.putObject("geographicalContext");
    place.put("city", network.city().name());
    place.put("state", network.city().state());
    place.put("country", network.city().country());
    place.putNull("postalCode");
    ObjectNode location = place.putObject("geolocation");
    location.put("lat", network.city().lat());
    location.put("lon", network.city().lon());
  }

  private void device(Device device) {
    if (!device.managed()) {
      json.putNull("device");
      return;
    }
    ObjectNode node = json.putObject("device");
    node.put("id", device.id());
    node.put("name", device.os());
    node.put("os_platform", device.platform());
    node.put("managed", true);
    node.put("registered", true);
    node.putNull("device_integrator");
    node.put("disk_encryption_type", "ALL_INTERNAL_VOLUMES");
    node.put("screen_lock_type", "BIOMETRIC");
    node.put("secure_hardware_present", true);
  }

  private static void security(ObjectNode node, Network network) {
    node.put("asNumber", network.asn());
    node.put("asOrg", network.operator());
    node.put("isp", network.operator());
    node.put("domain", ".");
    node.put("isProxy", false);
  }

  private void transaction() {
    ObjectNode node = json.putObject("transaction");
    node.put("type", "WEB");
    node.put("id", ids.hex(32));
    node.putObject("detail");
  }

  private void request(Network network) {
    ObjectNode hop = json.putObject("request").putArray("ipChain").addObject();
    hop.put("ip", network.ip());
    place(hop, network);
    hop.put("version", network.ip().contains(":") ? "V6" : "V4");
    hop.putNull("source");
  }
}
