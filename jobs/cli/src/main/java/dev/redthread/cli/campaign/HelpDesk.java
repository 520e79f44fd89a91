package dev.redthread.cli.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What administrators do for others: passwords, factors, groups, applications, roles. */
final class HelpDesk {
  private static final List<String> GROUPS =
      List.of("Engineering", "All staff", "Sales tools", "Data readers", "Contractors");

  private final Company company;
  private final OktaHabits okta;

  HelpDesk(Company company, OktaHabits okta) {
    this.company = company;
    this.okta = okta;
  }

  /** Somebody forgot their password, failed until they called, and chose a new one. */
  void forgottenPassword(Day day) {
    Dice dice = day.dice();
    Instant at = day.begin().minus(dice.between(Duration.ofMinutes(10), Duration.ofMinutes(40)));
    int tries = dice.between(2, 6);
    for (int i = 0; i < tries; i++) {
      Instant failed = at.plusSeconds(20L * i + dice.between(0, 9));
      okta.add(
          failed,
          dice,
          ids ->
              new OktaRecord(
                      failed, "user.session.start", day.account(), day.network(), day.device(), ids)
                  .outcome("FAILURE", "INVALID_CREDENTIALS"));
    }
    Instant reset = at.plus(dice.between(Duration.ofMinutes(4), Duration.ofMinutes(9)));
    reset(day, reset);
    Instant chosen = reset.plusSeconds(dice.between(30, 60));
    okta.add(
        chosen,
        dice,
        ids ->
            new OktaRecord(
                    chosen,
                    "user.account.update_password",
                    day.account(),
                    day.network(),
                    day.device(),
                    ids)
                .target(day.account()));
  }

  private void reset(Day day, Instant at) {
    Person agent = agent(day.dice());
    okta.add(
        at,
        day.dice(),
        ids ->
            new OktaRecord(
                    at,
                    "user.account.reset_password",
                    agent.account(),
                    agent.office(),
                    agent.laptop(),
                    ids)
                .target(day.account()));
  }

  /** An administrator's ordinary day. */
  void adminDay(Day day) {
    Dice dice = day.dice();
    int changes = dice.between(4, 12);
    for (int i = 0; i < changes; i++) {
      Instant at = day.sometime();
      Person someone = dice.pick(company.people());
      boolean group = dice.chance(0.6);
      String name = dice.pick(GROUPS);
      okta.add(
          at,
          dice,
          ids ->
              admin(
                      day,
                      at,
                      group ? "group.user_membership.add" : "application.user_membership.add",
                      ids)
                  .target(someone.account())
                  .target(group ? "UserGroup" : "AppInstance", name));
    }
    if (dice.chance(0.15)) {
      Instant at = day.sometime();
      Person someone = dice.pick(company.people());
      okta.add(
          at,
          dice,
          ids ->
              admin(day, at, "user.mfa.factor.deactivate", ids)
                  .debug("factor", "OKTA_VERIFY_PUSH")
                  .target(someone.account()));
    }
    if (dice.chance(0.1)) {
      Instant at = day.sometime();
      okta.add(
          at,
          dice,
          ids -> admin(day, at, "system.api_token.create", ids).target("Token", "Device sync"));
    }
    if (dice.chance(0.05)) {
      Instant at = day.sometime();
      Person someone = dice.pick(company.people());
      okta.add(
          at,
          dice,
          ids ->
              admin(day, at, "user.account.privilege.grant", ids)
                  .debug("privilegeGranted", "Help Desk Administrator")
                  .target(someone.account()));
    }
  }

  private Person agent(Dice dice) {
    return dice.pick(company.helpDesk());
  }

  private static OktaRecord admin(Day day, Instant at, String type, Ids ids) {
    return new OktaRecord(at, type, day.account(), day.network(), day.device(), ids)
        .session(day.session());
  }
}
