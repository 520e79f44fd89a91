package dev.redthread.cli.campaign;

import dev.redthread.cli.campaign.Person.Team;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The people of a company.
 *
 * @param kind what the company does
 * @param people all of them, numbered from 0
 * @param helpDesk those of them who reset passwords, at least one
 */
record Company(Kind kind, List<Person> people, List<Person> helpDesk) {

  /** What a company does, which decides on its logs. */
  public enum Kind {
    /** The analytics vendor, with an export log of its own. */
    VENDOR,
    /** A customer, who uses the vendor's product. */
    CUSTOMER
  }

  private static final List<String> FIRST =
      List.of(
          "Ada", "Anouk", "Ben", "Bilal", "Carla", "Chen", "Dana", "Diego", "Ella", "Emil", "Farid",
          "Freya", "Gita", "Hanna", "Hugo", "Imani", "Ivan", "Jana", "Jonas", "Kaito", "Lena",
          "Liam", "Mei", "Milan", "Nadia", "Noah", "Olga", "Oscar", "Pia", "Rafael", "Rosa", "Sami",
          "Sofia", "Tara", "Theo", "Uma", "Viktor", "Wanda", "Yusuf", "Zoe");
  private static final List<String> LAST =
      List.of(
          "Abbott",
          "Almeida",
          "Bauer",
          "Bianchi",
          "Castillo",
          "Clarke",
          "Dietrich",
          "Dubois",
          "Eriksen",
          "Evans",
          "Fischer",
          "Flores",
          "Gallo",
          "Grant",
          "Hansen",
          "Hayashi",
          "Ibrahim",
          "Iyer",
          "Jansen",
          "Jones",
          "Kaya",
          "Keller",
          "Larsen",
          "Lopez",
          "Marsh",
          "Meyer",
          "Nakamura",
          "Novak",
          "Olsen",
          "Ortiz",
          "Park",
          "Petrov",
          "Quinn",
          "Reyes",
          "Santos",
          "Schmidt",
          "Tanaka",
          "Torres",
          "Vargas",
          "Wolf");

  private record Site(Network.City city, int hoursFromUtc, Network office) {}

  private static final List<Site> SITES =
      List.of(
          site(Network.OAKLAND, -8, "203.0.113.10"),
          site(Network.DENVER, -7, "203.0.113.20"),
          site(Network.TORONTO, -5, "203.0.113.30"),
          site(Network.LONDON, 0, "203.0.113.40"),
          site(Network.BERLIN, 1, "203.0.113.50"));

  private static final List<Team> TEAMS =
      List.of(
          Team.ENGINEERING,
          Team.ENGINEERING,
          Team.ENGINEERING,
          Team.ENGINEERING,
          Team.ENGINEERING,
          Team.SUPPORT,
          Team.SUPPORT,
          Team.SUPPORT,
          Team.PRODUCT,
          Team.PRODUCT,
          Team.PRODUCT,
          Team.ANALYTICS,
          Team.ANALYTICS,
          Team.SALES,
          Team.SALES,
          Team.SALES,
          Team.FINANCE,
          Team.FINANCE);

  static Company of(Background background) {
    List<Person> people = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int number = 0; number < background.people(); number++) {
      Dice dice = Dice.of(background.seed(), number);
      String name = dice.pick(FIRST) + " " + dice.pick(LAST);
      while (!names.add(name)) {
        name = dice.pick(FIRST) + " " + dice.pick(LAST) + " " + dice.pick(LAST);
      }
      people.add(person(number, Account.of(name, background.domain()), team(number, dice), dice));
    }
    return new Company(
        background.company(),
        List.copyOf(people),
        people.stream().filter(person -> person.team() == Team.IT).toList());
  }

  private static Team team(int number, Dice dice) {
    if (number % 50 == 0) {
      return Team.IT;
    }
    return number % 33 == 1 ? Team.DATA_PLATFORM : dice.pick(TEAMS);
  }

  private static Person person(int number, Account account, Team team, Dice dice) {
    Site site = dice.pick(SITES);
    Ids ids = dice.ids();
    return new Person(
        number,
        account,
        team,
        team == Team.FINANCE || team == Team.SALES || dice.chance(0.1),
        site.hoursFromUtc(),
        new Network(
            address("198.51.100.", number), 64496 + number % 4, operator(number), site.city()),
        site.office(),
        new Network(
            "2001:db8:" + ids.hex(4) + "::" + ids.hex(3), 64503, "Example Mobile", site.city()),
        laptop(ids.letters("guo", 17), dice),
        dice.chance(0.6)
            ? Device.iphone(ids.letters("guo", 17))
            : Device.android(ids.letters("guo", 17)),
        ids.uuid());
  }

  private static Device laptop(String id, Dice dice) {
    int choice = dice.between(0, 9);
    if (choice < 6) {
      return Device.mac(id);
    }
    return choice < 9 ? Device.windows(id) : Device.linux(id);
  }

  private static Site site(Network.City city, int hoursFromUtc, String office) {
    return new Site(
        city, hoursFromUtc, new Network(office, 64510, "Example Business Internet", city));
  }

  /** Addresses that are set aside for documentation; beyond 250 people, IPv6 ones. */
  private static String address(String prefix, int number) {
    return number < 250 ? prefix + (number + 1) : "2001:db8:ffff::" + Integer.toHexString(number);
  }

  private static String operator(int number) {
    return "Example Broadband " + (number % 4 + 1);
  }
}
