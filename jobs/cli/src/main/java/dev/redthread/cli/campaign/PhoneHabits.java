package dev.redthread.cli.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What phones and their owners report: device records, bad messages, suspicions. */
final class PhoneHabits {
  private static final List<String> BAD_LINKS =
      List.of(
          "https://parcel-fee.example/t", "https://bank-check.example/login",
          "https://toll-notice.example/pay", "https://gift-card.example/win");

  private final Plan plan;

  PhoneHabits(Plan plan) {
    this.plan = plan;
  }

  void anyDay(Day day) {
    Dice dice = day.dice();
    if (dice.chance(0.5)) {
      device(day, day.sometime());
    }
    if (dice.chance(0.004)) {
      alert(day, day.sometime(), true);
    }
    if (dice.chance(0.006)) {
      alert(day, day.sometime(), false);
    }
    if (dice.chance(0.006)) {
      report(day, day.sometime());
    }
  }

  private void device(Day day, Instant at) {
    Person person = day.person();
    lookout(
        day,
        at,
        ids -> LookoutRecord.device(at, person.phoneGuid(), person.phone(), person.account(), ids));
  }

  private void alert(Day day, Instant at, boolean smishing) {
    String guid = day.person().phoneGuid();
    String url = day.dice().pick(BAD_LINKS);
    lookout(
        day,
        at,
        ids ->
            smishing
                ? LookoutRecord.smishing(at, guid, url, ids)
                : LookoutRecord.blockedPage(at, guid, url, ids));
  }

  private interface Making {
    LookoutRecord make(Ids ids);
  }

  private void lookout(Day day, Instant at, Making making) {
    Dice dice = day.dice();
    plan.add(
        LookoutRecord.SOURCE,
        at,
        dice.between(Duration.ofSeconds(2), Duration.ofSeconds(90)),
        dice.seed(),
        ids -> making.make(ids).json());
  }

  private void report(Day day, Instant at) {
    Dice dice = day.dice();
    String channel = dice.chance(0.3) ? "sms" : "email";
    String url = dice.pick(BAD_LINKS);
    boolean clicked = dice.chance(0.1);
    plan.add(
        PhishingReport.SOURCE,
        at,
        dice.between(Duration.ofSeconds(5), Duration.ofMinutes(3)),
        dice.seed(),
        ids -> new PhishingReport(at, day.account(), channel, url, clicked, ids).json());
  }
}
