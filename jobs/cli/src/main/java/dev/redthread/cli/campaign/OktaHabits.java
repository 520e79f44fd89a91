package dev.redthread.cli.campaign;

import dev.redthread.cli.campaign.Person.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Signing in, opening applications, and what goes wrong with it on an ordinary day. */
final class OktaHabits {
  private static final Set<String> NOTHING = Set.of();
  private static final Map<Team, List<String>> APPS =
      Map.of(
          Team.ENGINEERING, List.of("Code hosting", "CI", "Cloud console", "Issue tracker"),
          Team.ANALYTICS, List.of("Analytics", "Warehouse", "Notebooks", "Dashboards"),
          Team.DATA_PLATFORM, List.of("Warehouse", "Cloud console", "Export console", "CI"),
          Team.SUPPORT, List.of("Ticket desk", "Analytics", "Export console", "Knowledge base"),
          Team.PRODUCT, List.of("Analytics", "Design", "Issue tracker", "Surveys"),
          Team.SALES, List.of("CRM", "Contracts", "Video calls", "Sales dialler"),
          Team.FINANCE, List.of("Billing", "Expenses", "Payroll", "Contracts"),
          Team.IT, List.of("Device manager", "Ticket desk", "Cloud console", "Password vault"));
  private static final List<String> COMMON =
      List.of("Mail", "Calendar", "Chat", "Wiki", "Time off", "Video calls");

  private final Plan plan;

  OktaHabits(Plan plan) {
    this.plan = plan;
  }

  void workDay(Day day) {
    Dice dice = day.dice();
    Instant signIn = stumbles(day, day.begin());
    signIn(day, signIn, day.device(), day.network(), day.unusual(), day.session());
    int apps = dice.between(5, 14);
    for (int i = 0; i < apps; i++) {
      String app =
          dice.pick(dice.chance(0.5) ? COMMON : APPS.getOrDefault(day.person().team(), COMMON));
      open(day, day.sometime(), app);
    }
    if (dice.chance(0.6)) {
      Instant lunch =
          day.begin()
              .plus(Duration.ofHours(4))
              .plus(dice.between(Duration.ZERO, Duration.ofHours(1)));
      pushPassed(day, lunch, day.device(), day.network());
    }
    if (dice.chance(0.3)) {
      phoneSignIn(day);
    }
    if (dice.chance(0.5)) {
      add(
          day.begin().plus(day.length()),
          dice,
          ids -> record(day, day.begin().plus(day.length()), "user.session.end", ids));
    }
  }

  /** A few messages read on a free day. */
  void freeDay(Day day) {
    signIn(day, day.begin(), day.device(), day.network(), day.unusual(), day.session());
    open(day, day.begin().plus(Duration.ofMinutes(day.dice().between(1, 9))), "Mail");
    if (day.dice().chance(0.4)) {
      open(day, day.begin().plus(Duration.ofMinutes(day.dice().between(10, 40))), "Chat");
    }
  }

  /** A new phone or computer is enrolled, and its factor. */
  void enrol(Day day, Instant at, Device device) {
    Dice dice = day.dice();
    add(
        at,
        dice,
        ids ->
            new OktaRecord(
                    at, "device.enrollment.create", day.account(), day.network(), device, ids)
                .session(day.session())
                .target("Device", device.os()));
    Instant activated = at.plusSeconds(dice.between(20, 200));
    add(
        activated,
        dice,
        ids ->
            new OktaRecord(
                    activated,
                    "user.mfa.factor.activate",
                    day.account(),
                    day.network(),
                    device,
                    ids)
                .session(day.session())
                .debug("factor", "OKTA_VERIFY_PUSH")
                .target(day.account()));
  }

  /** A sign-in as the identity provider records it: policy, factor, session. */
  void signIn(
      Day day, Instant at, Device device, Network network, Set<String> unusual, String session) {
    Dice dice = day.dice();
    String level = level(unusual, dice);
    add(
        at,
        dice,
        ids ->
            new OktaRecord(at, "policy.evaluate_sign_on", day.account(), network, device, ids)
                .session(session)
                .outcome("CHALLENGE", "Sign-on policy evaluation resulted in CHALLENGE")
                .behavior(unusual, level, reasons(unusual, level))
                .target("PolicyEntity", "Employees"));
    Instant passed = pushPassed(day, at.plusSeconds(dice.between(2, 6)), device, network);
    Instant started = passed.plusMillis(dice.between(300, 2500));
    add(
        started,
        dice,
        ids ->
            new OktaRecord(started, "user.session.start", day.account(), network, device, ids)
                .session(session)
                .behavior(unusual, level, reasons(unusual, level)));
  }

  private Instant pushPassed(Day day, Instant at, Device device, Network network) {
    Dice dice = day.dice();
    add(
        at,
        dice,
        ids ->
            new OktaRecord(
                    at, "system.push.send_factor_verify_push", day.account(), network, device, ids)
                .target(day.account()));
    Instant passed = at.plusSeconds(dice.between(4, 25));
    add(
        passed,
        dice,
        ids ->
            new OktaRecord(
                    passed, "user.authentication.auth_via_mfa", day.account(), network, device, ids)
                .session(day.session())
                .debug("factor", "OKTA_VERIFY_PUSH")
                .target(day.account()));
    return passed;
  }

  /** Mistyped passwords and pushes that were refused or ignored; answers when it works at last. */
  private Instant stumbles(Day day, Instant at) {
    Dice dice = day.dice();
    Instant next = at;
    while (dice.chance(0.09)) {
      Instant failed = next;
      add(
          failed,
          dice,
          ids ->
              record(day, failed, "user.session.start", ids)
                  .outcome("FAILURE", "INVALID_CREDENTIALS")
                  .behavior(day.unusual(), "LOW", ""));
      next = next.plusSeconds(dice.between(8, 40));
    }
    if (dice.chance(0.015)) {
      Instant denied = next;
      add(
          denied,
          dice,
          ids ->
              record(day, denied, "user.mfa.okta_verify.deny_push", ids)
                  .outcome("FAILURE", "User rejected Okta push verify")
                  .target(day.account()));
      next = next.plusSeconds(dice.between(30, 120));
    }
    if (dice.chance(0.03)) {
      Instant ignored = next;
      add(
          ignored,
          dice,
          ids ->
              record(day, ignored, "user.authentication.auth_via_mfa", ids)
                  .outcome("UNANSWERED", "Push was not answered")
                  .debug("factor", "OKTA_VERIFY_PUSH")
                  .target(day.account()));
      next = next.plusSeconds(dice.between(60, 200));
    }
    return next;
  }

  /** Mail on the phone, at times away from every network that the provider knows. */
  private void phoneSignIn(Day day) {
    Set<String> unusual = day.dice().chance(0.5) ? Set.of("New IP") : NOTHING;
    signIn(
        day,
        day.sometime(),
        day.person().phone(),
        day.person().mobile(),
        unusual,
        day.dice().ids().letters("idx", 22));
  }

  private void open(Day day, Instant at, String app) {
    add(
        at,
        day.dice(),
        ids ->
            record(day, at, "user.authentication.sso", ids)
                .target("AppInstance", app)
                .target("AppUser", day.account().email()));
  }

  private static OktaRecord record(Day day, Instant at, String type, Ids ids) {
    return new OktaRecord(at, type, day.account(), day.network(), day.device(), ids)
        .session(day.session());
  }

  /** How risky the provider finds what is unusual. */
  private static String level(Set<String> unusual, Dice dice) {
    if (unusual.isEmpty()) {
      return "LOW";
    }
    if (unusual.contains("New Country") && dice.chance(0.1)) {
      return "HIGH";
    }
    return dice.chance(unusual.size() * 0.15) ? "MEDIUM" : "LOW";
  }

  private static String reasons(Set<String> unusual, String level) {
    if (level.equals("LOW")) {
      return "";
    }
    return unusual.contains("New Device") ? "Anomalous Device" : "Anomalous Location";
  }

  void add(Instant at, Dice dice, Function<Ids, OktaRecord> make) {
    plan.add(
        OktaRecord.SOURCE,
        at,
        dice.between(Duration.ofSeconds(2), Duration.ofSeconds(dice.chance(0.02) ? 240 : 40)),
        dice.seed(),
        ids -> make.apply(ids).json());
  }
}
