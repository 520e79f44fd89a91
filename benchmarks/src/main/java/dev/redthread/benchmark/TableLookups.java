package dev.redthread.benchmark;

import dev.redthread.benchmark.workload.OktaRecords;
import dev.redthread.benchmark.workload.PatternTexts;
import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.benchmark.workload.Workload;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.FieldKind;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.normalize.enrich.LoadedTables;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What tables cost that add fields to events: raw records through normaliser and screen in a plain
 * loop on one thread, as the job's source does it, with and without tables.
 */
final class TableLookups implements Benchmark {
  private static final String NAME = "enrichment";
  private static final String WITHOUT = "no tables";
  private static final String NOBODY = "tables that no rule asks";
  private static final String SOME = "one event in 200 asks three tables";
  private static final String EACH = "every event asks for its network";
  private static final long EVENTS = 300_000;
  private static final int RECORDS = 2_000;
  private static final int LINES = 10_000;

  private static final String RULE =
      """
      ---
      title: Asks tables
      id: 00000000-0000-4000-8000-300000000000
      name: asks_tables
      logsource: {product: okta, service: okta}
      detection:
        selection: {%s}
        condition: selection
      level: low
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    Enrichment spec =
        new Enrichment(
            List.of("tor.txt"),
            List.of(
                new Enrichment.Attributes(
                    "people",
                    "people.csv",
                    List.of(Event.PERSON),
                    List.of(new Enrichment.Column("department", FieldKind.TEXT)),
                    "")),
            List.of(new Enrichment.WatchList("leavers", "leavers.txt", List.of("user.email"))),
            List.of());
    Tables tables = LoadedTables.of(spec, texts());
    Sources with = plan.sources().with(spec.fields());
    String base = PatternTexts.text(new Workload(10, 5));
    String some =
        "event.action: noise.type.00007, redthread.people.department: D1,"
            + " redthread.watchlist: leavers, source.network.name: tor";
    long events = plan.events(EVENTS);
    Loop without = new Loop(base, plan.sources(), Tables.NONE);
    Loop nobody = new Loop(base, with, tables);
    Loop asking = new Loop(base + RULE.formatted(some), with, tables);
    Loop each = new Loop(base + RULE.formatted("source.network.name: tor"), with, tables);
    Medians medians =
        new Medians()
            .contestant(WITHOUT, () -> without.lap(events))
            .contestant(NOBODY, () -> nobody.lap(events))
            .contestant(SOME, () -> asking.lap(events))
            .contestant(EACH, () -> each.lap(events))
            .run("raw records", plan.rounds());
    medians.report(NAME, "raw records", report);
    claim(NOBODY, 0.95, medians, report);
    claim(SOME, 0.9, medians, report);
    claim(EACH, 0.7, medians, report);
  }

  private static void claim(String contestant, double aim, Medians medians, Report report) {
    report.add(
        Claim.atLeast(
            NAME,
            contestant + " to " + WITHOUT + ", events per CPU second",
            aim,
            medians.perCpuSecond(contestant) / medians.perCpuSecond(WITHOUT)));
  }

  /** Tables of as many lines as a large organisation has people. */
  private static Map<String, String> texts() {
    StringBuilder networks = new StringBuilder();
    StringBuilder people = new StringBuilder("person,department\n");
    StringBuilder leavers = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      networks.append("198.%d.%d.0/24\n".formatted(line / 256, line % 256));
      people.append("user%06d@corp.example,D%d\n".formatted(line, line % 20));
      leavers.append("user%06d@corp.example\n".formatted(line * 50));
    }
    return Map.of(
        "tor.txt",
        networks.toString(),
        "people.csv",
        people.toString(),
        "leavers.txt",
        leavers.toString());
  }

  /** Normaliser and screen for one set of patterns. */
  private static final class Loop {
    private final List<RawRecord> records = new ArrayList<>();
    private final Normalizer normalizer;
    private final Screen screen;
    private long matched;

    Loop(String patterns, Sources sources, Tables tables) {
      PatternSet set = PatternTexts.compile(patterns, sources);
      RecordStream stream = new RecordStream(new Workload(10, 5));
      for (int number = 0; number < RECORDS; number++) {
        records.add(stream.raw(number, RecordStream.time(number, RECORDS)));
      }
      SourceMapping mapping = sources.mapping(OktaRecords.SOURCE).orElseThrow();
      normalizer =
          Normalizer.ofWanted(
              mapping, set.fields(OktaRecords.SOURCE).names(), IdentityAliases.NONE, () -> tables);
      screen = Screen.compile(set, mapping.derived().keySet());
    }

    private boolean wants(Event event) {
      long before = matched;
      screen.match(event, (pattern, group, roles) -> matched++);
      return matched > before;
    }

    Lap lap(long events) {
      long[] found = new long[1];
      ProcessTime start = ProcessTime.now();
      for (long done = 0; done < events; done++) {
        normalizer.normalize(
            records.get((int) (done % RECORDS)),
            this::wants,
            event -> found[0]++,
            letter -> found[0]--);
      }
      return start.lapTo(ProcessTime.now(), events, found[0]);
    }
  }
}
