package dev.redthread.cli.campaign;

import dev.redthread.cli.campaign.Person.Team;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One person's days: at home, in the office or on a trip, with now and then a new device. */
final class PersonalWeek {
  private static final Set<DayOfWeek> FREE = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
  private static final List<Network> HOTELS =
      List.of(
          new Network("192.0.2.10", 64505, "Example Hotels", Network.LISBON),
          new Network("192.0.2.20", 64505, "Example Hotels", Network.AMSTERDAM),
          new Network("192.0.2.30", 64506, "Example Conference Wifi", Network.DENVER),
          new Network("192.0.2.40", 64506, "Example Conference Wifi", Network.LONDON));

  private final OktaHabits okta;
  private final HelpDesk helpDesk;
  private final GoogleHabits google;
  private final MicrosoftHabits microsoft;
  private final ExportHabits exports;
  private final PhoneHabits phone;

  PersonalWeek(Company company, Plan plan) {
    okta = new OktaHabits(plan);
    helpDesk = new HelpDesk(company, okta);
    google = new GoogleHabits(plan);
    microsoft = new MicrosoftHabits(plan);
    exports = new ExportHabits(plan, company.kind());
    phone = new PhoneHabits(plan);
  }

  void plan(Person person, Background background) {
    Dice dice = Dice.of(background.seed() + 1, person.number());
    Habits habits = Habits.of(person, background, dice);
    for (LocalDate date = background.from();
        !date.isAfter(background.until());
        date = date.plusDays(1)) {
      if (!FREE.contains(date.getDayOfWeek())) {
        if (!dice.chance(0.06)) {
          workDay(person, date, habits, dice);
        }
      } else if (dice.chance(0.12)) {
        freeDay(person, date, dice);
      }
    }
  }

  private void workDay(Person person, LocalDate date, Habits habits, Dice dice) {
    Day day = habits.day(person, date, dice);
    if (dice.chance(0.006)) {
      helpDesk.forgottenPassword(day);
    }
    okta.workDay(day);
    if (habits.newDeviceOn(date)) {
      newDevice(day, habits);
    }
    if (person.team() == Team.IT) {
      helpDesk.adminDay(day);
    }
    if (person.microsoft()) {
      microsoft.workDay(day);
    } else {
      google.workDay(day);
    }
    exports.workDay(day);
    phone.anyDay(day);
  }

  /** A new phone or computer, first used where its owner happens to be. */
  private void newDevice(Day day, Habits habits) {
    Set<String> unusual = new HashSet<>(day.unusual());
    unusual.add("New Device");
    Instant at = day.sometime();
    Network network = day.network();
    if (habits.newPhone() && day.dice().chance(0.3)) {
      network = day.person().mobile();
      unusual.add("New IP");
    }
    okta.signIn(day, at, habits.newDevice(), network, unusual, day.dice().ids().letters("idx", 22));
    okta.enrol(day, at.plusSeconds(day.dice().between(60, 400)), habits.newDevice());
  }

  private void freeDay(Person person, LocalDate date, Dice dice) {
    Instant begin =
        date.atTime(9, 0)
            .toInstant(ZoneOffset.ofHours(person.hoursFromUtc()))
            .plus(dice.between(Duration.ZERO, Duration.ofHours(10)));
    Day day =
        new Day(
            person,
            date,
            begin,
            Duration.ofHours(1),
            person.home(),
            dice.chance(0.7) ? person.phone() : person.laptop(),
            Set.of(),
            dice.ids().letters("idx", 22),
            dice);
    okta.freeDay(day);
    phone.anyDay(day);
  }

  /** What is special in somebody's week: a trip, a new device, or neither. */
  private record Habits(
      LocalDate tripFrom,
      int tripDays,
      Network hotel,
      LocalDate newDeviceDate,
      boolean hasNewDevice,
      boolean newPhone,
      Device newDevice) {

    static Habits of(Person person, Background background, Dice dice) {
      int days = (int) (background.until().toEpochDay() - background.from().toEpochDay());
      boolean newPhone = dice.chance(0.7);
      String id = dice.ids().letters("guo", 17);
      return new Habits(
          background.from().plusDays(dice.between(0, days)),
          dice.chance(0.05) ? dice.between(1, 3) : 0,
          dice.pick(HOTELS).at("192.0.2." + (100 + person.number() % 150)),
          background.from().plusDays(dice.between(0, days)),
          dice.chance(0.04),
          newPhone,
          newPhone ? Device.iphone(id) : Device.mac(id));
    }

    boolean newDeviceOn(LocalDate date) {
      return hasNewDevice && date.equals(newDeviceDate);
    }

    private boolean awayOn(LocalDate date) {
      return !date.isBefore(tripFrom) && date.isBefore(tripFrom.plusDays(tripDays));
    }

    Day day(Person person, LocalDate date, Dice dice) {
      boolean away = awayOn(date);
      boolean office = dice.chance(0.55);
      Network place = away ? hotel : office ? person.office() : person.home();
      return new Day(
          person,
          date,
          date.atTime(8, 0)
              .toInstant(ZoneOffset.ofHours(person.hoursFromUtc()))
              .plus(dice.between(Duration.ZERO, Duration.ofMinutes(150))),
          dice.between(Duration.ofHours(7), Duration.ofHours(10)),
          place,
          person.laptop(),
          unusual(person, place, away && date.equals(tripFrom), office, dice),
          dice.ids().letters("idx", 22),
          dice);
    }

    private static Set<String> unusual(
        Person person, Network place, boolean firstDayAway, boolean office, Dice dice) {
      if (firstDayAway) {
        boolean abroad = !place.city().country().equals(person.home().city().country());
        return abroad
            ? Set.of("New Geo-Location", "New IP", "New State", "New Country", "New City")
            : Set.of("New Geo-Location", "New IP", "New City");
      }
      return !office && dice.chance(0.08) ? Set.of("New IP") : Set.of();
    }
  }
}
