package dev.redthread.cli.campaign;

import dev.redthread.cli.campaign.Person.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Documents, downloads, sharing and consents in Google Workspace. */
final class GoogleHabits {
  private static final List<String> TITLES =
      List.of(
          "Weekly notes",
          "Roadmap Q1",
          "Customer list",
          "Retro board",
          "Budget draft",
          "Interview plan",
          "Launch checklist",
          "Incident review",
          "Pricing ideas",
          "Team offsite",
          "Capacity sheet",
          "Onboarding guide");
  private static final List<String> APPS =
      List.of("Mail merge", "Diagram editor", "Video calls", "Form builder", "Calendar sync");

  private final Plan plan;

  GoogleHabits(Plan plan) {
    this.plan = plan;
  }

  void workDay(Day day) {
    Dice dice = day.dice();
    login(day, day.begin().plusSeconds(dice.between(30, 400)));
    if (dice.chance(0.04)) {
      loginFailed(day, day.begin().plusSeconds(dice.between(2, 20)));
    }
    int documents = dice.between(5, 16);
    for (int i = 0; i < documents; i++) {
      drive(day, dice.chance(0.6) ? "view" : "edit", false);
    }
    int downloads = dice.chance(0.3) ? dice.between(1, 4) : 0;
    for (int i = 0; i < downloads; i++) {
      drive(day, "download", false);
    }
    if (dice.chance(0.15)) {
      drive(day, "change_user_access", true);
    }
    if (dice.chance(0.05)) {
      consent(day, day.sometime());
    }
    if (day.person().team() == Team.IT && dice.chance(0.2)) {
      admin(day, day.sometime());
    }
  }

  private void login(Day day, Instant at) {
    add(
        day,
        at,
        "login",
        record ->
            record
                .event("login", "login_success")
                .text("login_type", "saml")
                .texts("login_challenge_method", List.of("saml"))
                .flag("is_suspicious", false)
                .flag("is_second_factor", false));
  }

  private void loginFailed(Day day, Instant at) {
    add(
        day,
        at,
        "login",
        record ->
            record
                .event("login", "login_failure")
                .text("login_type", "google_password")
                .texts("login_challenge_method", List.of("password")));
  }

  private void drive(Day day, String event, boolean shared) {
    Dice dice = day.dice();
    String title = dice.pick(TITLES);
    boolean sheet = dice.chance(0.4);
    add(
        day,
        day.sometime(),
        "drive",
        record -> {
          record
              .event(shared ? "acl_change" : "access", event)
              .flag("primary_event", true)
              .flag("billable", true)
              .text("doc_id", "1" + Integer.toHexString(title.hashCode()) + "aXk")
              .text("doc_type", sheet ? "spreadsheet" : "document")
              .text("doc_title", title)
              .text("visibility", "shared_internally")
              .text("owner", day.account().email())
              .flag("owner_is_shared_drive", false)
              .text("originating_app_id", "691301496089");
          if (shared) {
            record
                .text("target_user", "all-staff@" + domain(day))
                .texts("old_value", List.of("none"))
                .texts("new_value", List.of("can_view"))
                .text("visibility_change", "none");
            record
                .event("acl_change", "change_document_visibility")
                .flag("primary_event", false)
                .text("doc_title", title)
                .texts("old_value", List.of("private"))
                .texts("new_value", List.of("people_within_domain_with_link"))
                .text("visibility", "people_within_domain_with_link");
          }
        });
  }

  private void consent(Day day, Instant at) {
    String app = day.dice().pick(APPS);
    add(
        day,
        at,
        "token",
        record ->
            record
                .event("auth", "authorize")
                .text("client_id", Integer.toUnsignedString(app.hashCode()) + ".apps.example")
                .text("app_name", app)
                .text("client_type", "WEB")
                .texts("scope", List.of("openid", "https://www.googleapis.com/auth/drive.file")));
  }

  private void admin(Day day, Instant at) {
    add(
        day,
        at,
        "admin",
        record ->
            record
                .event("GROUP_SETTINGS", "ADD_GROUP_MEMBER")
                .text("USER_EMAIL", day.account().email())
                .text("GROUP_EMAIL", "all-staff@" + domain(day)));
  }

  private interface Filling {
    void fill(GoogleRecord record);
  }

  private void add(Day day, Instant at, String application, Filling filling) {
    Dice dice = day.dice();
    Duration most = Duration.ofMinutes(dice.chance(0.02) ? 90 : 8);
    plan.add(
        "google_workspace." + application,
        at,
        dice.between(Duration.ofSeconds(45), most),
        dice.seed(),
        ids -> {
          GoogleRecord record =
              new GoogleRecord(at, application, day.account(), day.network().ip(), ids);
          filling.fill(record);
          return record.json();
        });
  }

  private static String domain(Day day) {
    String email = day.account().email();
    return email.substring(email.indexOf('@') + 1);
  }
}
