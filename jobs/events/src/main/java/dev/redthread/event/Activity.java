package dev.redthread.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What happened, in a closed vocabulary that covers every vendor. Patterns key on this and never on
 * a producer's {@code event.category} or {@code event.outcome}, which disagree between producers.
 */
public enum Activity {
  LOGIN_SUCCEEDED("login.succeeded"),
  LOGIN_FAILED("login.failed"),
  LOGIN_CHALLENGED("login.challenged"),
  LOGIN_SUSPICIOUS("login.suspicious"),
  LOGOUT("logout"),
  ACCOUNT_LOCKED("account.locked"),
  ACCOUNT_DISABLED("account.disabled"),
  ACCOUNT_CREATED("account.created"),
  MFA_SENT("mfa.sent"),
  MFA_PASSED("mfa.passed"),
  MFA_DENIED("mfa.denied"),
  MFA_FACTOR_ADDED("mfa.factor_added"),
  MFA_FACTOR_REMOVED("mfa.factor_removed"),
  MFA_FACTOR_RESET("mfa.factor_reset"),
  PASSWORD_CHANGED("password.changed"),
  PASSWORD_RESET_BY_ADMIN("password.reset_by_admin"),
  SESSION_STARTED("session.started"),
  SESSION_REUSED("session.reused"),
  SESSION_REVOKED("session.revoked"),
  SESSION_HIJACK_SUSPECTED("session.hijack_suspected"),
  DEVICE_ENROLLED("device.enrolled"),
  DEVICE_LINKED("device.linked"),
  PHISH_REPORTED("phish.reported"),
  PHISH_RECEIVED("phish.received"),
  PHISH_CLICKED("phish.clicked"),
  ROLE_GRANTED("role.granted"),
  ROLE_REVOKED("role.revoked"),
  OAUTH_CONSENTED("oauth.consented"),
  OAUTH_REVOKED("oauth.revoked"),
  API_KEY_CREATED("api_key.created"),
  API_KEY_REVOKED("api_key.revoked"),
  APP_ACCESSED("app.accessed"),
  DATA_READ("data.read"),
  DATA_SHARED("data.shared"),
  DATA_EXPORT_REQUESTED("data.export_requested"),
  DATA_EXPORTED("data.exported"),
  DATA_DOWNLOADED("data.downloaded"),
  DATA_HANDED_OVER("data.handed_over"),
  DATA_DELETED("data.deleted"),
  MAIL_RULE_CREATED("mail.rule_created"),
  MAIL_READ("mail.read"),
  SETTINGS_CHANGED("settings.changed"),
  AUDIT_DISABLED("audit.disabled");

  private static final Map<String, Activity> BY_ID = new HashMap<>();

  static {
    for (Activity activity : values()) {
      BY_ID.put(activity.id, activity);
    }
  }

  private final String id;

  Activity(String id) {
    this.id = id;
  }

  /** The name used in source mappings, patterns and documents. */
  public String id() {
    return id;
  }

  public static Optional<Activity> byId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
