package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.Published;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.FieldKind;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.normalize.enrich.LoadedTables;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random logs of events that go by several names, by one or by a device only, under alias tables
 * that change in between: what is open in the end is what a job finds that had the last table from
 * the beginning, whatever was in force when an event came, and whatever was restarted.
 */
final class IdentityChangesGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 400);
  private static final int MOST_SEEDS_FOR_FAULTS = 500;
  private static final long MINUTE = 60_000;
  private static final long LINKS_KEPT = 1_000 * MINUTE;

  private static final List<String> MAILS = List.of("ann@x", "bob@x", "old-ann@x");
  private static final List<String> LOGINS = List.of("ann", "bob", "17");
  private static final List<String> DEVICES = List.of("d1", "d2");

  /** What is known of persons, and of an address. */
  private static Enrichment spec(String person) {
    return new Enrichment(
        List.of(),
        List.of(
            new Enrichment.Attributes(
                "people",
                "people.csv",
                List.of(person, "source.ip"),
                List.of(new Enrichment.Column("department", FieldKind.TEXT)),
                "")),
        List.of(new Enrichment.WatchList("leavers", "leavers.txt", List.of(person))),
        List.of());
  }

  private static final Tables TABLES =
      LoadedTables.of(
          spec("person"),
          Map.of(
              "people.csv",
              "of,department\nann@x,Sales\nbob@x,Sales\ncem@x,Legal\nann@y,Board\n203.0.113.2,Lab\n",
              "leavers.txt",
              "bob@x\ncem@x\nann\n"));

  private static final Sources BARE =
      Sources.read(
          Map.of(
              "acts.yml",
              """
              sources:
                - name: acts
                  title: A log for this test
                  logsources: [{product: acts}]
                  delay: {typical: 1m, max: 30m}
              dedup: id
              id: id
              time:
                - {path: at, format: epoch_ms}
              fields:
                event.action: type
                user.email: {path: mail, kind: identity}
                user.name: {path: login, kind: identity}
                device.id: {path: device, kind: host}
                source.ip: ip
              person: [user.email, user.name]
              activity:
                type: event.action
                rules:
                  - {type: link, is: device.linked}
              """));

  private static final Sources SOURCES = BARE.with(spec("person").fields());

  private static final String PATTERNS =
      """
      {title: A, id: a, name: a, logsource: {product: acts},
       detection: {s: {event.action: a}, condition: s}}
      ---
      {title: B, id: b, name: b, logsource: {product: acts},
       detection: {s: {event.action: b}, condition: s}}
      ---
      {title: R, id: r, name: r, logsource: {product: acts},
       detection: {s: {event.action: r}, condition: s}}
      ---
      title: A then B of one person
      id: chain
      sequence:
        group-by: [person]
        timespan: 1h
        steps: [{a: {rule: a}}, {b: {rule: b}}]
      ---
      title: A then B without R
      id: quiet
      sequence:
        group-by: [person]
        timespan: 1h
        steps: [{a: {rule: a}}, {not: {rule: r}}, {b: {rule: b}}]
      ---
      title: Twice A
      id: twice
      correlation:
        type: event_count
        rules: a
        group-by: [person]
        timespan: 1h
        condition: {gte: 2}
      ---
      title: A then B of one person from one address
      id: address
      sequence:
        group-by: [source.ip]
        timespan: 1h
        steps: [{a: {rule: a}}, {b: {rule: b, where: b.person == a.person}}]
      ---
      title: Twice A in one department
      id: department
      correlation:
        type: event_count
        rules: a
        group-by: [redthread.people.department]
        timespan: 1h
        condition: {gte: 2}
      ---
      title: A then B of somebody on the same lists
      id: lists
      sequence:
        group-by: [source.ip]
        timespan: 1h
        steps: [{a: {rule: a}}, {b: {rule: b, where: b.redthread.watchlist == a.redthread.watchlist}}]
      """;

  private static final Loaded LOADED =
      PatternFiles.loadTexts(Map.of("patterns.yml", PATTERNS), SOURCES.catalog());

  private static final Waiting WAITING = Waiting.of(LOADED.set(), 30 * MINUTE, LINKS_KEPT);

  /** What happens: a record arrives, or a table comes into force. */
  private sealed interface Step {}

  private record Arrives(RawRecord record) implements Step {}

  private record Comes(IdentityAliases table) implements Step {}

  /**
   * A case.
   *
   * @param last the table that is in force in the end
   */
  private record Case(List<Step> steps, IdentityAliases last) {}

  @Test
  void findsWhatAJobFindsThatHadTheLastTableFromTheBeginning() {
    assertThat(LOADED.text()).isEmpty();
    int moved = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      moved += check(seed, drawn(seed), WAITING);
    }
    assertThat(moved).as("findings that were withdrawn or merged on the way").isPositive();
  }

  /** Each in what is done to a case, or in how long its events are kept. */
  @Test
  void noFaultSurvives() {
    Map<String, Fault> surviving = new LinkedHashMap<>();
    surviving.put(
        "leaves what has gone out where it is", seed -> check(seed, stale(seed), WAITING));
    surviving.put(
        "forgets before the patterns do",
        seed -> check(seed, drawn(seed), new Waiting(0, 0, LINKS_KEPT, LINKS_KEPT)));
    surviving.put(
        "asks the table for no device", seed -> check(seed, withoutOwners(seed), WAITING));
    surviving.put(
        "leaves what was said of a name when it was read",
        seed -> check(seed, drawn(seed), WAITING, BARE.with(spec("user.email").fields())));
    for (long seed = 1; seed <= MOST_SEEDS_FOR_FAULTS && !surviving.isEmpty(); seed++) {
      for (Map.Entry<String, Fault> fault : List.copyOf(surviving.entrySet())) {
        try {
          fault.getValue().check(seed);
        } catch (AssertionError caught) {
          surviving.remove(fault.getKey());
        }
      }
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  /** A check of something that is not right. */
  private interface Fault {
    void check(long seed);
  }

  private static Case stale(long seed) {
    Case drawn = drawn(seed);
    List<Step> steps = new ArrayList<>(drawn.steps());
    steps.removeIf(step -> step instanceof Comes comes && comes.table() == drawn.last());
    return new Case(steps, drawn.last());
  }

  private static Case withoutOwners(long seed) {
    Case drawn = drawn(seed);
    List<Step> steps = new ArrayList<>();
    for (Step step : drawn.steps()) {
      steps.add(step instanceof Comes comes ? new Comes(comes.table().withoutOwners()) : step);
    }
    return new Case(steps, drawn.last());
  }

  private static Case drawn(long seed) {
    Dice dice = new Dice(seed, "case");
    List<Step> steps = new ArrayList<>();
    int events = dice.between(4, 14);
    for (int number = 0; number < events; number++) {
      steps.add(new Arrives(record(number, dice)));
      if (dice.percent(10)) {
        steps.add(steps.get(dice.between(0, steps.size() - 1)));
      }
    }
    List<Step> mixed = new ArrayList<>(dice.shuffled(steps));
    IdentityAliases last = IdentityAliases.NONE;
    int at = 0;
    int tables = dice.between(1, 4);
    for (int table = 0; table < tables; table++) {
      at = dice.between(at, mixed.size());
      last = table(dice);
      mixed.add(at, new Comes(last));
      at++;
    }
    return new Case(mixed, last);
  }

  private static RawRecord record(int number, Dice dice) {
    int minute = dice.between(0, 30);
    Map<String, String> fields = new TreeMap<>();
    fields.put("type", dice.pick(List.of("a", "a", "b", "b", "r", "link")));
    if (dice.percent(50)) {
      fields.put("mail", dice.pick(MAILS));
    }
    if (dice.percent(50)) {
      fields.put("login", dice.pick(LOGINS));
    }
    if (dice.percent(60)) {
      fields.put("device", dice.pick(DEVICES));
    }
    fields.put("ip", "203.0.113." + dice.between(1, 2));
    StringBuilder json = new StringBuilder("{\"id\":\"e" + number + "\",\"at\":" + minute * MINUTE);
    fields.forEach((name, value) -> json.append(",\"" + name + "\":\"" + value + "\""));
    byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    return new RawRecord(
        "acts", (minute + dice.between(0, 30)) * MINUTE, 0, bytes, new Origin("log", 0, number));
  }

  private static IdentityAliases table(Dice dice) {
    StringBuilder csv = new StringBuilder("identifier,person\n");
    for (List<String> each : List.of(MAILS, LOGINS, DEVICES)) {
      for (String identifier : each) {
        if (dice.percent(40)) {
          csv.append(identifier + "," + dice.pick(List.of("ann@x", "bob@x", "cem@x")) + "\n");
        }
      }
    }
    if (dice.percent(20)) {
      csv.append("*@x,*@y\n");
    }
    return IdentityAliases.read("identities.csv", csv.toString());
  }

  /** How many findings did not stay open. */
  private static int check(long seed, Case drawn, Waiting waiting) {
    return check(seed, drawn, waiting, SOURCES);
  }

  private static int check(long seed, Case drawn, Waiting waiting, Sources sources) {
    Said live = new Said();
    InProcessRun run =
        new InProcessJob(
                LOADED.set(),
                sources.mappings(),
                IdentityAliases.NONE,
                true,
                TABLES,
                new DetectorFactory(),
                waiting)
            .start(live);
    Dice dice = new Dice(seed, "run");
    long clock = 0;
    for (Step step : drawn.steps()) {
      if (step instanceof Arrives arrives) {
        run.deliver(arrives.record());
      } else if (step instanceof Comes comes) {
        run.identities(comes.table());
      }
      if (dice.percent(20)) {
        run.restart();
      }
      if (dice.percent(30) && clock < 30 * MINUTE) {
        clock += dice.between(1, 10) * MINUTE;
        run.clock(clock);
      }
    }
    run.clock(Long.MAX_VALUE);

    Said wanted = new Said();
    InProcessRun whole =
        new InProcessJob(
                LOADED.set(),
                SOURCES.mappings(),
                drawn.last(),
                TABLES,
                new DetectorFactory(),
                WAITING)
            .start(wanted);
    for (Step step : drawn.steps()) {
      if (step instanceof Arrives arrives) {
        whole.deliver(arrives.record());
      }
    }
    whole.clock(Long.MAX_VALUE);

    assertThat(live.published.open())
        .as("-Dredthread.cases=1 -Dredthread.seed=%d%n%s", seed, drawn)
        .isEqualTo(wanted.published.open());
    assertThat(run.isEmpty()).as("left in the state, seed %d", seed).isTrue();
    return live.published.all().size() - live.published.open().size();
  }

  private static final class Said implements InProcessJob.Output {
    private final Published published = new Published(true);

    @Override
    public void finding(Finding finding) {
      published.add(finding);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      throw new AssertionError(letter);
    }
  }
}
