package dev.redthread.cli.campaign;

import dev.redthread.cli.campaign.Company.Kind;
import dev.redthread.cli.campaign.Person.Team;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Data that people take out of the analytics product because that is their work. */
final class ExportHabits {
  private static final Set<Team> PRODUCT_USERS = Set.of(Team.ANALYTICS, Team.PRODUCT, Team.SUPPORT);
  private static final Map<Team, Double> EXPORTS_A_DAY =
      Map.of(Team.ANALYTICS, 0.7, Team.SUPPORT, 0.35, Team.DATA_PLATFORM, 0.8, Team.PRODUCT, 0.1);
  private static final List<String> PRODUCT_ACTIONS =
      List.of(
          "board.created",
          "board.updated",
          "board.exported",
          "bookmark.created",
          "cohort.created",
          "custom_event.updated");
  private static final List<String> CUSTOMERS =
      List.of("acme", "birch", "cobalt", "delta", "ember", "fjord", "granite", "harbor");

  private final Plan plan;
  private final Kind company;

  ExportHabits(Plan plan, Kind company) {
    this.plan = plan;
    this.company = company;
  }

  void workDay(Day day) {
    if (PRODUCT_USERS.contains(day.person().team())) {
      productUse(day);
    }
    if (company == Kind.VENDOR) {
      exports(day);
    }
  }

  /** The product's own audit log, which somebody fetches by hand in the morning and at noon. */
  private void productUse(Day day) {
    Dice dice = day.dice();
    if (dice.chance(0.35)) {
      return;
    }
    product(
        day,
        day.begin().plus(dice.between(Duration.ofMinutes(5), Duration.ofHours(2))),
        "session.logged_in");
    int actions = dice.between(1, 5);
    for (int i = 0; i < actions; i++) {
      product(day, day.sometime(), dice.pick(PRODUCT_ACTIONS));
    }
    if (dice.chance(0.1)) {
      product(day, day.sometime(), "event_export.downloaded");
    }
    if (dice.chance(0.02)) {
      product(day, day.sometime(), "profile_export.downloaded");
    }
  }

  private void product(Day day, Instant at, String action) {
    Instant fetched = nextFetch(at);
    plan.add(
        MixpanelRecord.SOURCE,
        at,
        Duration.between(at, fetched),
        day.dice().seed(),
        ids ->
            new MixpanelRecord(at, action, day.account(), day.network(), day.device(), ids)
                .detail("name", "Weekly activity")
                .json());
  }

  /** The log is fetched four times a day. */
  static Instant nextFetch(Instant at) {
    Instant midnight =
        at.atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
    long quarters = Duration.between(midnight, at).toHours() / 6 + 1;
    return midnight.plus(Duration.ofHours(6 * quarters)).plusSeconds(90);
  }

  private void exports(Day day) {
    Dice dice = day.dice();
    double usual = EXPORTS_A_DAY.getOrDefault(day.person().team(), 0.0);
    while (dice.chance(usual / (1 + usual))) {
      export(day, day.sometime());
    }
  }

  private void export(Day day, Instant at) {
    Dice dice = day.dice();
    boolean platform = day.person().team() == Team.DATA_PLATFORM;
    long rows = platform ? dice.skewed(220_000, 1.0) : dice.skewed(2_400, 1.2);
    String dataset =
        "cust-" + dice.pick(CUSTOMERS) + "/" + (dice.chance(0.7) ? "events" : "profiles");
    String destination = platform ? "s3://warehouse-nightly" : "browser";
    plan.add(
        ExportRecord.SOURCE,
        at,
        dice.between(Duration.ofSeconds(1), Duration.ofSeconds(50)),
        dice.seed(),
        ids ->
            new ExportRecord(
                    at, "export.completed", day.account(), day.network(), day.device(), ids)
                .session(day.session())
                .data(dataset, rows, rows * 210, destination)
                .json());
    if (day.person().team() == Team.SUPPORT && dice.chance(0.2)) {
      Instant handed = at.plus(dice.between(Duration.ofMinutes(5), Duration.ofHours(1)));
      plan.add(
          ExportRecord.SOURCE,
          handed,
          Duration.ofSeconds(dice.between(1, 50)),
          dice.seed(),
          ids ->
              new ExportRecord(
                      handed,
                      "dataset.handed_over",
                      day.account(),
                      day.network(),
                      day.device(),
                      ids)
                  .session(day.session())
                  .data(dataset, rows, rows * 210, "customer")
                  .reason("customer request")
                  .json());
    }
  }
}
