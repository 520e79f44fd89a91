package dev.redthread.benchmark;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.memory.MemoryTimeline;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pattern.compiled.PatternSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Java pattern of the docs beside the sequence that says the same, on the detector alone: above
 * all, what it costs that the code of a jar runs in a thread of its own.
 */
final class JavaPattern implements Benchmark {
  private static final String NAME = "java";
  private static final String IN_YAML = "YAML";
  private static final String IN_JAVA = "Java";
  private static final long BEGIN = 1_760_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final double MOST_COST = 10;

  private static final String SEQUENCE =
      """
      title: Login that the identity provider calls suspicious
      name: suspicious_login
      logsource: {category: activity}
      detection: {selection: {activity: login.suspicious}, condition: selection}
      ---
      title: Export of many rows
      name: vendor_export
      logsource: {category: activity}
      detection:
        selection: {activity: data.exported, export.rows|gte: 10000}
        condition: selection
      ---
      title: Suspicious login, then a large export
      id: sequence
      sequence:
        group-by: [person]
        timespan: 48h
        steps:
          - login: {rule: suspicious_login}
          - export: {rule: vendor_export}
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    Path example = plan.root().resolve(Path.of("docs", "examples", "java-pattern"));
    Jar jar = CompiledJar.of(example.resolve("src"));
    String document = Files.readString(example.resolve("patterns/login-then-export.yml"));
    PatternSet java = load(Map.of("java.yml", document, jar.name(), jar.content()), plan);
    PatternSet yaml = load(Map.of("sequence.yml", SEQUENCE), plan);
    double worst = 0;
    for (int groups : new int[] {1_000, 50}) {
      int events = (int) plan.events(groups * 100L);
      String scenario = groups + " groups, an event a minute";
      Medians medians =
          new Medians()
              .contestant(IN_YAML, () -> lap(yaml, groups, events))
              .contestant(IN_JAVA, () -> lap(java, groups, events))
              .run(scenario, plan.rounds());
      medians.report(NAME, scenario, report);
      worst = Math.max(worst, medians.perCpuSecond(IN_YAML) / medians.perCpuSecond(IN_JAVA));
    }
    report.add(
        Claim.atMost(NAME, "processor time of a Java pattern to that in YAML", MOST_COST, worst));
  }

  private static PatternSet load(Map<String, String> texts, Plan plan) throws IOException {
    Loaded loaded =
        PatternFiles.loadTexts(
            new LinkedHashMap<>(texts), plan.sources().catalog(), JavaPatterns.LOADED);
    if (loaded.hasErrors()) {
      throw new IOException(loaded.text());
    }
    return loaded.set();
  }

  /** One event in ten is a login, the others are exports; each is of the next group. */
  private static Lap lap(PatternSet set, int groups, int events) {
    Detector detector =
        new DetectorFactory().create(set, Clock.fixed(Instant.ofEpochMilli(BEGIN), ZoneOffset.UTC));
    CompiledPattern pattern = set.patterns().get(0);
    long login = role(pattern, set, "suspicious_login");
    long export = role(pattern, set, "vendor_export");
    Map<String, MemoryTimeline> timelines = new HashMap<>();
    long[] found = new long[1];
    ProcessTime begin = ProcessTime.now();
    for (int i = 0; i < events; i++) {
      String person = "person-" + i % groups;
      boolean isLogin = i / groups % 10 == 0;
      Event event =
          new Event(
              "okta.system",
              "e" + i,
              BEGIN + i * MINUTE,
              BEGIN + i * MINUTE,
              null,
              Fields.of(Map.of("person", Value.of(person), "export.rows", Value.of(20_000L))),
              new Origin("java", 0, i),
              false);
      detector.onCandidate(
          new Candidate(
              pattern.id(),
              List.of(person),
              event,
              isLogin ? login : export,
              false,
              BEGIN,
              new byte[0]),
          timelines.computeIfAbsent(person, any -> new MemoryTimeline()),
          BEGIN + i * MINUTE,
          finding -> found[0]++);
    }
    return begin.lapTo(ProcessTime.now(), events, found[0]);
  }

  private static long role(CompiledPattern pattern, PatternSet set, String rule) {
    List<Integer> rules = pattern.rules();
    for (int place = 0; place < rules.size(); place++) {
      if (set.rules().get(rules.get(place)).name().equals(rule)) {
        return 1L << place;
      }
    }
    throw new IllegalStateException("no rule " + rule);
  }
}
