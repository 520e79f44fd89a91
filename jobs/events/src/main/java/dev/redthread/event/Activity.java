package dev.redthread.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened, in a closed vocabulary that covers every vendor. Patterns key on this and never on
 * a producer's {@code event.category} or {@code event.outcome}, which disagree between producers.
 */
public enum Activity {
  LOGIN_SUCCEEDED(
      "login.succeeded",
      "Somebody proved who they are, and is in.",
      "Okta user.session.start with SUCCESS",
      "an Entra sign-in with error 0"),
  LOGIN_FAILED(
      "login.failed",
      "Somebody tried to log in and was refused.",
      "a wrong password",
      "a sign-in that a policy denies"),
  LOGIN_CHALLENGED(
      "login.challenged",
      "A login was held up until more is proved: a second factor, a captcha.",
      "Google login_challenge",
      "Entra error 50074"),
  LOGIN_SUSPICIOUS(
      "login.suspicious",
      "The vendor holds a login, or how it came about, for an attack.",
      "Google suspicious_login",
      "an Entra risk detection",
      "Auth0 limit_wc"),
  LOGOUT("logout", "Somebody ended their own session.", "Okta user.session.end"),
  ACCOUNT_LOCKED(
      "account.locked",
      "An account is closed for a while, mostly after too many failures.",
      "Okta user.account.lock"),
  ACCOUNT_DISABLED(
      "account.disabled",
      "An account was switched off, by an administrator or by the vendor.",
      "Okta user.lifecycle.suspend"),
  ACCOUNT_CREATED(
      "account.created", "A new account exists.", "Google CREATE_USER", "an accepted invitation"),
  MFA_SENT(
      "mfa.sent",
      "A second factor was asked for: a push, a code, a call.",
      "Okta system.push.send_factor_verify_push"),
  MFA_PASSED("mfa.passed", "The second factor was given.", "Duo success"),
  MFA_DENIED(
      "mfa.denied",
      "The second factor was refused, not answered, or wrong.",
      "a push that is denied or marked as fraud"),
  MFA_FACTOR_ADDED(
      "mfa.factor_added",
      "An account has one more way to prove who it is.",
      "Okta user.mfa.factor.activate"),
  MFA_FACTOR_REMOVED(
      "mfa.factor_removed", "Somebody took a factor off their own account.", "Google 2sv_disable"),
  MFA_FACTOR_RESET(
      "mfa.factor_reset",
      "Somebody else took the factors off an account, as a help desk does.",
      "Okta user.mfa.factor.reset_all"),
  PASSWORD_CHANGED(
      "password.changed", "Somebody changed their own password.", "Google password_edit"),
  PASSWORD_RESET_BY_ADMIN(
      "password.reset_by_admin",
      "Somebody else set or reset a password; the person is its owner.",
      "Entra Reset password (by admin)"),
  SESSION_STARTED(
      "session.started",
      "A session began that is not itself the proof of a login.",
      "GlobalProtect gateway-connected"),
  SESSION_REUSED(
      "session.reused",
      "A session or token appears in a second place, or a second time.",
      "Auth0 ferrt",
      "Okta app.oauth2.token.detect_reuse"),
  SESSION_REVOKED(
      "session.revoked",
      "Sessions were ended by an administrator, a policy or the vendor.",
      "Okta user.session.clear"),
  SESSION_HIJACK_SUSPECTED(
      "session.hijack_suspected",
      "The vendor says that a session or token is in other hands.",
      "Salesforce SessionHijackingEvent"),
  DEVICE_ENROLLED(
      "device.enrolled",
      "A device became known to an identity provider for an account.",
      "Okta device.enrollment.create"),
  DEVICE_LINKED(
      "device.linked",
      "A register says whose a device is; later events of the device follow it.",
      "a Lookout DEVICE record"),
  PHISH_REPORTED(
      "phish.reported",
      "Somebody reported a message, or activity on their account, as suspicious.",
      "Microsoft 365 UserSubmission"),
  PHISH_RECEIVED(
      "phish.received",
      "Phishing was delivered to somebody.",
      "a Lookout SMISHING_ALERT",
      "mail that was delivered and then found out"),
  PHISH_CLICKED(
      "phish.clicked",
      "Somebody opened a phishing page, blocked or not.",
      "Okta: FastPass declined phishing attempt"),
  ROLE_GRANTED("role.granted", "An account got more rights.", "Entra Add member to role"),
  ROLE_REVOKED("role.revoked", "An account lost rights.", "Google UNASSIGN_ROLE"),
  OAUTH_CONSENTED(
      "oauth.consented",
      "An application was allowed to act for an account or for all.",
      "Google authorize"),
  OAUTH_REVOKED("oauth.revoked", "Such a permission was taken back.", "Google revoke"),
  API_KEY_CREATED(
      "api_key.created",
      "A lasting secret for programs was made: a key, a token, a credential of a service.",
      "OpenAI api_key.created"),
  API_KEY_REVOKED(
      "api_key.revoked", "Such a secret was withdrawn.", "GitHub personal_access_token.destroy"),
  APP_ACCESSED(
      "app.accessed",
      "Somebody who was logged in opened an application.",
      "Okta user.authentication.sso"),
  DATA_READ(
      "data.read",
      "Data was looked at or queried where it lies.",
      "Salesforce ApiEvent",
      "Google Drive view"),
  DATA_SHARED(
      "data.shared",
      "Data was made to reach more people, or a place outside.",
      "a file shared by link",
      "a repository made public"),
  DATA_EXPORT_REQUESTED(
      "data.export_requested",
      "An export was asked for; that it came about is another event.",
      "Mixpanel raw_event_export.requested"),
  DATA_EXPORTED(
      "data.exported",
      "A data set was written out of the system in one go.",
      "Salesforce ReportExported",
      "Snowflake UNLOAD"),
  DATA_DOWNLOADED(
      "data.downloaded", "Files or finished exports were fetched.", "Microsoft 365 FileDownloaded"),
  DATA_HANDED_OVER(
      "data.handed_over",
      "A data set was given to its owner or to a third party, on purpose.",
      "dataset.handed_over of the internal export log"),
  DATA_DELETED("data.deleted", "Data was deleted.", "Microsoft 365 HardDelete"),
  MAIL_RULE_CREATED(
      "mail.rule_created",
      "Mail is moved, hidden or sent on by a new rule.",
      "Microsoft 365 New-InboxRule"),
  MAIL_READ(
      "mail.read", "Mail was read through an audited access.", "Microsoft 365 MailItemsAccessed"),
  SETTINGS_CHANGED(
      "settings.changed",
      "A setting of security or of the organisation was changed, and none of the other activities says it better.",
      "Okta policy.rule.update"),
  AUDIT_DISABLED(
      "audit.disabled",
      "Logs were switched off, thinned out or sent elsewhere.",
      "GitHub audit_log_streaming.destroy");

  private static final Map<String, Activity> BY_ID = new HashMap<>();

  static {
    for (Activity activity : values()) {
      BY_ID.put(activity.id, activity);
    }
  }

  private final String id;
  private final String definition;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> examples;

  Activity(String id, String definition, String... examples) {
    this.id = id;
    this.definition = definition;
    this.examples = List.of(examples);
  }

  /** The name used in source mappings, patterns and documents. */
  public String id() {
    return id;
  }

  /** What it means, as one sentence. */
  public String definition() {
    return definition;
  }

  /** Events of vendors that are this. */
  public List<String> examples() {
    return examples;
  }

  public static Optional<Activity> byId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
