package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.cli.campaign.Person.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Files, mail and sign-ins in Microsoft 365: late, out of order, and some of them twice. */
final class MicrosoftHabits {
  private static final List<String> FILES =
      List.of(
          "Forecast.xlsx",
          "Contract draft.docx",
          "Invoice run.csv",
          "Board deck.pptx",
          "Commission.xlsx",
          "Price list.xlsx",
          "Customer terms.docx",
          "Expenses.xlsx");

  private final Plan plan;

  MicrosoftHabits(Plan plan) {
    this.plan = plan;
  }

  void workDay(Day day) {
    Dice dice = day.dice();
    String session = dice.ids().uuid();
    if (dice.chance(0.08)) {
      add(
          day,
          day.begin().plusSeconds(dice.between(1, 30)),
          (at, ids) -> login(day, at, session, ids).failed(50126, "InvalidUserNameOrPassword"));
    }
    int logins = dice.between(2, 6);
    for (int i = 0; i < logins; i++) {
      Instant at = i == 0 ? day.begin().plusSeconds(dice.between(40, 600)) : day.sometime();
      add(day, at, (time, ids) -> login(day, time, session, ids));
    }
    int opened = dice.between(4, 12);
    for (int i = 0; i < opened; i++) {
      file(day, "FileAccessed");
    }
    int downloads = dice.chance(0.4) ? dice.between(1, 5) : 0;
    for (int i = 0; i < downloads; i++) {
      file(day, "FileDownloaded");
    }
    int reads = dice.between(2, 6);
    for (int i = 0; i < reads; i++) {
      int messages = dice.between(1, 5);
      add(
          day,
          day.sometime(),
          (at, ids) -> MicrosoftRecord.mail(at, day.account(), day.network().ip(), messages, ids));
    }
    if (dice.chance(0.01)) {
      add(
          day,
          day.sometime(),
          (at, ids) ->
              MicrosoftRecord.directory(
                  at, "Consent to application.", day.account(), ids.uuid(), ids));
    }
    if (day.person().team() == Team.IT && dice.chance(0.2)) {
      add(
          day,
          day.sometime(),
          (at, ids) ->
              MicrosoftRecord.directory(at, "Add member to role.", day.account(), ids.uuid(), ids));
    }
  }

  private static MicrosoftRecord login(Day day, Instant at, String session, Ids ids) {
    String ip = day.network().ip();
    String client =
        ip.contains(":") || ids.below(4) > 0 ? ip : ip + ":" + (40_000 + ids.below(9_999));
    return MicrosoftRecord.login(at, day.account(), client, day.device(), session, ids);
  }

  private void file(Day day, String operation) {
    String name = day.dice().pick(FILES);
    add(
        day,
        day.sometime(),
        (at, ids) ->
            MicrosoftRecord.file(
                at, operation, day.account(), day.network().ip(), day.device(), name, ids));
  }

  private interface Making {
    MicrosoftRecord make(Instant at, Ids ids);
  }

  private void add(Day day, Instant at, Making making) {
    Dice dice = day.dice();
    long seed = dice.seed();
    Function<Ids, ObjectNode> make = ids -> making.make(at, ids).json();
    Duration delay = dice.between(Duration.ofMinutes(12), Duration.ofMinutes(80));
    plan.add(MicrosoftRecord.SOURCE, at, delay, seed, make);
    if (dice.chance(0.2)) {
      Duration again = delay.plus(dice.between(Duration.ofSeconds(1), Duration.ofMinutes(8)));
      plan.add(MicrosoftRecord.SOURCE, at, again, seed, make);
    }
  }
}
