package dev.redthread.cli.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Somebody in a story, and what the logs say of their account: each method adds the records of one
 * deed and answers the native id of the one that matters.
 */
final class Actor {
  static final Set<String> NEW_DEVICE_AND_PLACE =
      Set.of("New Geo-Location", "New Device", "New IP", "New State", "New Country", "New City");
  static final Set<String> NEW_DEVICE_AND_IP = Set.of("New Device", "New IP");
  static final Network HOSTING =
      new Network("192.0.2.201", 65551, "Example Hosting", Network.CHISINAU);
  static final Network HOSTING_TOO =
      new Network("192.0.2.214", 65550, "Example Proxies", Network.AMSTERDAM);

  private static final Duration OKTA_DELAY = Duration.ofSeconds(11);

  private final Story story;
  private final Account account;
  private final Network home;
  private final Device laptop;
  private final Ids ids;
  private final String phoneGuid;
  private String session;

  Actor(Story story, String name, String domain, Network.City city) {
    this.story = story;
    account = Account.of(name, domain);
    ids = new Ids(31L * account.email().hashCode() + 7);
    home = new Network("198.51.100." + (251 + ids.below(4)), 64497, "Example Broadband 2", city);
    laptop = Device.mac(ids.letters("guo", 17));
    phoneGuid = ids.uuid();
    session = ids.letters("idx", 22);
  }

  String email() {
    return account.email();
  }

  Account account() {
    return account;
  }

  /** A morning as any other: a login with a device and from a network that are known. */
  String usualLogin(String at) {
    session = ids.letters("idx", 22);
    return login(at, home, laptop, Set.of(), "LOW", "", OKTA_DELAY);
  }

  /** A login from a place and with a machine that the provider has not seen. */
  String strangeLogin(String at, Set<String> unusual, String level) {
    return strangeLogin(at, unusual, level, OKTA_DELAY);
  }

  String strangeLogin(String at, Set<String> unusual, String level, Duration delay) {
    session = ids.letters("idx", 22);
    Device device = unusual.contains("New Device") ? strangeDevice() : laptop;
    return login(
        at, HOSTING, device, unusual, level, "Anomalous Device, Anomalous Location", delay);
  }

  /** Pushes that the person refuses, so many seconds apart. */
  List<String> deniedPushes(String first, int count, int secondsApart) {
    return Stream.iterate(Instant.parse(first), at -> at.plusSeconds(secondsApart + ids.below(5)))
        .limit(count)
        .map(this::deniedPush)
        .toList();
  }

  /** The intruder enrols a factor of their own. */
  String newFactor(String at) {
    Instant time = Instant.parse(at);
    return okta(
        time,
        OKTA_DELAY,
        new OktaRecord(time, "user.mfa.factor.activate", account, HOSTING, strangeDevice(), ids)
            .session(session)
            .debug("factor", "OKTA_VERIFY_PUSH")
            .target(account));
  }

  /** The session goes on from another network. */
  String roamingSession(String at) {
    Instant time = Instant.parse(at);
    return okta(
        time,
        OKTA_DELAY,
        new OktaRecord(
                time,
                "security.session.detect_client_roaming",
                account,
                HOSTING_TOO,
                strangeDevice(),
                ids)
            .session(session));
  }

  /** An application is opened. */
  void opens(String at, String app) {
    Instant time = Instant.parse(at);
    okta(
        time,
        OKTA_DELAY,
        new OktaRecord(time, "user.authentication.sso", account, home, laptop, ids)
            .session(session)
            .target("AppInstance", app)
            .target("AppUser", account.email()));
  }

  /** An administrator resets the password. */
  String passwordResetBy(Actor admin, String at, Duration delay) {
    return byAdmin(admin, at, "user.account.reset_password", delay);
  }

  /** An administrator ends all sessions. */
  String sessionsEndedBy(Actor admin, String at) {
    return byAdmin(admin, at, "user.session.clear", OKTA_DELAY);
  }

  /** The phone reports a text message; only the phone's own record says whose it is. */
  String textMessage(String at) {
    Instant time = Instant.parse(at);
    LookoutRecord record =
        LookoutRecord.smishing(time, phoneGuid, "https://sso-analytics-vendor.example/v", ids);
    story.tell(LookoutRecord.SOURCE, time, Duration.ofSeconds(8), record.json());
    return record.id();
  }

  /** The phone's own record. */
  void phoneRecord(String at) {
    Instant time = Instant.parse(at);
    LookoutRecord record =
        LookoutRecord.device(time, phoneGuid, Device.iphone(ids.letters("guo", 17)), account, ids);
    story.tell(LookoutRecord.SOURCE, time, Duration.ofSeconds(40), record.json());
  }

  /** The person tells the security team of a message. */
  String report(String at, String channel, boolean clicked) {
    Instant time = Instant.parse(at);
    PhishingReport report =
        new PhishingReport(
            time, account, channel, "https://sso-analytics-vendor.example/v", clicked, ids);
    story.tell(PhishingReport.SOURCE, time, Duration.ofSeconds(50), report.json());
    return report.id();
  }

  /** An export by the vendor's own tool, from where the person usually sits. */
  String export(String at, String dataset, long rows) {
    return export(at, dataset, rows, rows * 212, home, laptop);
  }

  /** An export by whoever holds the session. */
  String strangeExport(String at, String dataset, long rows, long bytes) {
    return export(at, dataset, rows, bytes, HOSTING, strangeDevice());
  }

  /** A data set is given to somebody outside. */
  String handOver(String at, String dataset, long rows, String to, String reason) {
    Instant time = Instant.parse(at);
    ExportRecord record =
        new ExportRecord(time, "dataset.handed_over", account, home, laptop, ids)
            .session(session)
            .data(dataset, rows, rows * 212, to)
            .reason(reason);
    story.tell(ExportRecord.SOURCE, time, Duration.ofSeconds(4), record.json());
    return record.id();
  }

  /** A deed in the analytics product, whose log is fetched four times a day. */
  String product(String at, String action) {
    Instant time = Instant.parse(at);
    MixpanelRecord record =
        new MixpanelRecord(time, action, account, HOSTING, strangeDevice(), ids)
            .detail("name", "All users");
    Instant fetched = ExportHabits.nextFetch(time);
    story.tell(MixpanelRecord.SOURCE, time, Duration.between(time, fetched), record.json());
    return record.id();
  }

  private String export(
      String at, String dataset, long rows, long bytes, Network network, Device device) {
    Instant time = Instant.parse(at);
    ExportRecord record =
        new ExportRecord(time, "export.completed", account, network, device, ids)
            .session(session)
            .data(dataset, rows, bytes, "download");
    story.tell(ExportRecord.SOURCE, time, Duration.ofSeconds(3), record.json());
    return record.id();
  }

  private String login(
      String at,
      Network network,
      Device device,
      Set<String> unusual,
      String level,
      String reasons,
      Duration delay) {
    Instant time = Instant.parse(at);
    String shownReasons = level.equals("LOW") ? "" : reasons;
    Instant passed = time.minusSeconds(2);
    okta(
        passed,
        delay,
        new OktaRecord(passed, "user.authentication.auth_via_mfa", account, network, device, ids)
            .session(session)
            .debug("factor", "OKTA_VERIFY_PUSH")
            .target(account));
    return okta(
        time,
        delay,
        new OktaRecord(time, "user.session.start", account, network, device, ids)
            .session(session)
            .behavior(unusual, level, shownReasons));
  }

  private String deniedPush(Instant at) {
    return okta(
        at,
        OKTA_DELAY,
        new OktaRecord(at, "user.mfa.okta_verify.deny_push", account, HOSTING, strangeDevice(), ids)
            .outcome("FAILURE", "User rejected Okta push verify")
            .debug("factor", "OKTA_VERIFY_PUSH")
            .target(account));
  }

  private String byAdmin(Actor admin, String at, String type, Duration delay) {
    Instant time = Instant.parse(at);
    return okta(
        time,
        delay,
        new OktaRecord(time, type, admin.account, admin.home, admin.laptop, ids)
            .session(admin.session)
            .target(account));
  }

  private String okta(Instant at, Duration delay, OktaRecord record) {
    story.tell(OktaRecord.SOURCE, at, delay, record.json());
    return record.id();
  }

  private Device strangeDevice() {
    return Device.linux("strange to " + account.email()).unmanaged();
  }
}
