package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pipeline.JarOfSources;
import dev.redthread.pipeline.operator.InProcessJob;
import dev.redthread.pipeline.operator.InProcessRun;
import dev.redthread.pipeline.operator.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java pattern of the docs finds what a sequence finds that says the same. */
final class JavaPatternGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 100);
  private static final long SEED = Long.getLong("redthread.seed", 20261130L);
  private static final long MINUTE = 60_000;
  private static final long BEGIN = 1_700_000_000_000L / MINUTE * MINUTE;
  private static final long LATEST = 2 * MINUTE;
  private static final String JAVA = "7a1c2f0e-31a5-4c2b-9d0c-1f6b0a5d2e03";
  private static final String SEQUENCE =
      """
      title: Many rows
      name: many_rows
      logsource: {category: activity}
      detection: {selection: {activity: data.exported, export.rows|gte: 10000}, condition: selection}
      ---
      title: The same as a sequence
      id: sequence
      tags: [attack.exfiltration]
      sequence:
        group-by: [person]
        timespan: 20m
        steps:
          - login: {rule: suspicious_login}
          - export: {rule: many_rows}
      """;

  @TempDir static Path scratch;

  private static Loaded loaded;
  private static Sources sources;

  @BeforeAll
  static void load() throws IOException {
    Jar jar = JarOfSources.ofExample(scratch);
    String document =
        Files.readString(JarOfSources.EXAMPLE.resolve("patterns/login-then-export.yml"))
            .replace("timespan: 48h", "timespan: 20m");
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("java.yml", document);
    texts.put("sequence.yml", SEQUENCE);
    texts.put(jar.name(), jar.content());
    sources = Content.sources(Home.path("config", "sources"));
    loaded = PatternFiles.loadTexts(texts, sources.catalog(), JavaPatterns.LOADED);
    assertThat(loaded.hasErrors()).as(loaded.text()).isFalse();
  }

  @Test
  void findsWhatASequenceFinds() {
    int found = 0;
    for (long seed = SEED; seed < SEED + CASES; seed++) {
      found += check(seed);
    }
    assertThat(found).isGreaterThan(CASES);
  }

  @Test
  void saysOnlyWhatIsTrueWhenABudgetIsUsedUp() {
    int found = 0;
    for (long seed = SEED; seed < SEED + CASES; seed++) {
      for (Finding finding : run(seed, 3).values()) {
        if (finding.pattern().id().equals(JAVA)) {
          found++;
          Event login = finding.chain().get(0).event();
          Event export = finding.chain().get(1).event();
          assertThat(export.eventTime() - login.eventTime())
              .as("seed %s: %s", seed, finding)
              .isBetween(MINUTE, 20 * MINUTE);
          assertThat(export.field("export.rows")).isEqualTo(Value.of(10_000L));
        }
      }
    }
    assertThat(found).isPositive();
  }

  private static int check(long seed) {
    Map<String, Finding> all = run(seed, 10_000);
    Set<String> java = chains(all, JAVA);
    assertThat(java).as("seed %s", seed).isEqualTo(chains(all, "sequence"));
    return java.size();
  }

  private static Set<String> chains(Map<String, Finding> all, String pattern) {
    return all.values().stream()
        .filter(finding -> finding.pattern().id().equals(pattern))
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .map(
            finding ->
                finding.group()
                    + " "
                    + finding.chain().stream()
                        .map(link -> link.step() + "=" + link.event().id())
                        .toList()
                    + " of "
                    + finding.eventCount())
        .collect(Collectors.toSet());
  }

  private record Sent(Event event, long received) {}

  private static Map<String, Finding> run(long seed, int budget) {
    Random random = new Random(seed);
    List<Sent> sent = sent(random);
    InProcessJob job =
        new InProcessJob(
            loaded.set(),
            sources.mappings(),
            IdentityAliases.NONE,
            Tables.NONE,
            new DetectorFactory(DetectorOptions.DEFAULT.withBudget(budget)),
            Waiting.of(loaded.set(), LATEST, 0));
    Map<String, Finding> latest = new HashMap<>();
    InProcessRun run =
        job.start(
            new InProcessJob.Output() {
              @Override
              public void finding(Finding finding) {
                latest.put(finding.id(), finding);
              }

              @Override
              public void deadLetter(DeadLetter letter) {
                throw new AssertionError(letter.detail());
              }
            });
    for (Sent next : sent) {
      run.clock(next.received() - 1);
      Event event = next.event();
      run.deliver(
          event,
          new RawRecord(
              event.source(), next.received(), next.received(), new byte[0], event.origin()));
      if (random.nextInt(20) == 0) {
        run.restart();
      }
    }
    run.clock(Long.MAX_VALUE);
    assertThat(run.isEmpty()).as("seed %s: all is forgotten in the end", seed).isTrue();
    return latest;
  }

  private static List<Sent> sent(Random random) {
    int events = 5 + random.nextInt(30);
    List<Integer> minutes = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      minutes.add(minute);
    }
    Collections.shuffle(minutes, random);
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      long time = BEGIN + minutes.get(i) * MINUTE;
      long received = time + (long) (random.nextDouble() * LATEST);
      boolean login = random.nextInt(3) == 0;
      Map<String, Value> fields = new HashMap<>();
      fields.put("person", Value.of(random.nextInt(3) == 0 ? "one" : "other"));
      fields.put("export.rows", Value.of(random.nextInt(3) == 0 ? 9_999L : 10_000L));
      sent.add(
          new Sent(
              new Event(
                  login ? "okta.system" : "vendor.export",
                  "e" + i,
                  time,
                  received,
                  Activity.byId(login ? "login.suspicious" : "data.exported").orElseThrow(),
                  Fields.of(fields),
                  new Origin("log", 0, i),
                  false),
              received));
      if (random.nextInt(10) == 0) {
        sent.add(sent.get(sent.size() - 1));
      }
    }
    sent.sort((one, other) -> Long.compare(one.received(), other.received()));
    return sent;
  }
}
