package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.JobCase;
import dev.redthread.engine.generated.NestingFaults;
import dev.redthread.engine.generated.Published;
import dev.redthread.engine.generated.Shown;
import dev.redthread.engine.reference.NestedReference;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.OperatorSetting;
import dev.redthread.pipeline.sink.Document;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job finds in recorded logs what the reference finds, on a cluster, stopped on the way
 * with a savepoint or after a checkpoint, and gone on with at another parallelism and, from a
 * savepoint, maybe on the other state back end.
 *
 * <p>Patterns over every construct, and patterns of patterns. {@value #TOGETHER} cases share a job;
 * {@code -Dredthread.jobs} says how many jobs there are of each kind, {@code -Dredthread.seed} from
 * which seed on.
 */
@Timeout(600)
final class JobGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int JOBS = Integer.getInteger("redthread.jobs", 5);
  private static final int TOGETHER = 20;
  private static final int SLOTS = 4;
  private static final int MOST_SEEDS_FOR_FAULTS = 1_000;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(SLOTS)
              .build());

  private static final String MAPPING =
      """
      sources:
        - name: okta
          title: A log for this test
          logsources: [{product: okta}]
          delay: {typical: 1m, max: 2m}
        - name: duo
          title: Another log for this test
          logsources: [{product: duo}]
          delay: {typical: 1m, max: 9m}
      dedup: id
      id: id
      time:
        - {path: at, format: epoch_ms}
      fields:
        kind: kind
        ip: ip
        value: value
        user.email: who
      person: [user.email]
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** How a job runs: its parallelism and state back end before and after it is halted. */
  private record Way(
      List<Integer> tasks,
      List<StateBackend> backends,
      Halt halt,
      int percent,
      Detector.Factory detectors) {

    static Way of(long seed) {
      Dice dice = new Dice(seed, "way");
      List<Integer> tasks = dice.shuffled(List.of(1, 2, 3, SLOTS));
      List<StateBackend> backends =
          List.of(
              dice.pick(List.of(StateBackend.values())), dice.pick(List.of(StateBackend.values())));
      boolean same = backends.get(0) == backends.get(1);
      return new Way(
          tasks.subList(0, 2),
          backends,
          same ? Halt.CHECKPOINT : Halt.SAVEPOINT,
          dice.between(10, 90),
          OperatorSetting.of(seed).detectors());
    }

    Way with(String fault) {
      return new Way(
          tasks, backends, halt, percent, NestingFaults.of(fault, (DetectorFactory) detectors));
    }
  }

  @Test
  void findsWhatTheReferenceFindsInSequencesAndCounts(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    check(JobCase::plain, cluster);
  }

  @Test
  void findsWhatTheReferenceFindsInPatternsOfPatterns(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    check(JobCase::nested, cluster);
  }

  /** Of a job as the test before checks it, but for the fault. */
  @Test
  void noFaultInNestingSurvives(@InjectMiniCluster MiniCluster cluster) throws Exception {
    List<String> surviving = new ArrayList<>(NestingFaults.names());
    for (long seed = 1; seed <= MOST_SEEDS_FOR_FAULTS && !surviving.isEmpty(); ) {
      Way way = Way.of(seed);
      List<JobCase> cases = cases(JobCase::nested, seed);
      check(cases, way, cluster);
      for (String fault : List.copyOf(surviving)) {
        try {
          check(cases, way.with(fault), cluster);
        } catch (AssertionError caught) {
          surviving.remove(fault);
        }
      }
      seed = cases.get(cases.size() - 1).seed() + 1;
    }
    assertThat(surviving).isEmpty();
  }

  private void check(LongFunction<JobCase> kind, MiniCluster cluster) throws Exception {
    long seed = FIRST_SEED;
    int findings = 0;
    for (int job = 0; job < JOBS; job++) {
      Way way = Way.of(seed);
      List<JobCase> cases = cases(kind, seed);
      seed = cases.get(cases.size() - 1).seed() + 1;
      System.out.println(
          "generated job: seeds " + cases.get(0).seed() + " to " + (seed - 1) + ", " + way);
      findings += check(cases, way, cluster);
    }
    assertThat(findings).as("findings in all").isGreaterThan(JOBS * TOGETHER / 2);
  }

  private static List<JobCase> cases(LongFunction<JobCase> kind, long first) {
    List<JobCase> cases = new ArrayList<>();
    for (long seed = first; cases.size() < TOGETHER; seed++) {
      drawn(kind, seed).ifPresent(cases::add);
    }
    return cases;
  }

  private static Optional<JobCase> drawn(LongFunction<JobCase> kind, long seed) {
    try {
      return Optional.of(kind.apply(seed));
    } catch (NestedReference.TooManyOrders e) {
      // More completes at once than brute force can bear.
      return Optional.empty();
    }
  }

  private int check(List<JobCase> cases, Way way, MiniCluster cluster) throws Exception {
    Map<String, Integer> byPattern = new HashMap<>();
    List<Published> published = new ArrayList<>();
    for (JobCase each : cases) {
      for (CompiledPattern pattern : each.patterns().patterns()) {
        byPattern.put(pattern.id(), published.size());
      }
      published.add(new Published(false));
    }
    for (Finding finding : run(cases, way, cluster)) {
      published.get(byPattern.getOrDefault(finding.pattern().id(), -1)).add(finding);
    }
    int findings = 0;
    for (int i = 0; i < cases.size(); i++) {
      published.get(i).checkMerged();
      Map<String, Shown> open = published.get(i).open();
      assertThat(open)
          .as("seed %s, %s, %s", cases.get(i).seed(), way, cases.get(i).arrivals())
          .isEqualTo(cases.get(i).expected());
      findings += open.size();
    }
    return findings;
  }

  private List<Finding> run(List<JobCase> cases, Way way, MiniCluster cluster) throws Exception {
    List<Line> lines = lines(cases, new Dice(cases.get(0).seed(), "lines"));
    Gate gate = Gate.of(lines.size() * way.percent / 100);
    try (CollectingSink<Finding> findings = new CollectingSink<>();
        CollectingSink<Document> documents = new CollectingSink<>()) {
      Outputs outputs =
          new Outputs(Optional.of(documents), Optional.empty(), Optional.of(findings));
      Settings settings = settings(cases, way);
      String kept;
      try (StreamExecutionEnvironment env = environment(way, 0, Optional.empty())) {
        JobGraph.define(env, Inputs.of(RecordedLines.input(lines, gate)), outputs, settings);
        JobClient job = env.executeAsync();
        CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
        CommonTestUtils.waitUntilCondition(gate::isShut);
        kept = way.halt.of(job, cluster, folder);
      }
      try (StreamExecutionEnvironment env = environment(way, 1, Optional.of(kept))) {
        JobGraph.define(env, Inputs.of(RecordedLines.input(lines)), outputs, settings);
        env.execute();
      }
      return findings.collected();
    }
  }

  /** The arrivals of all cases by the time when they are received, ties in any order. */
  private static List<Line> lines(List<JobCase> cases, Dice dice) throws Exception {
    List<LogArrival> arrivals = new ArrayList<>();
    cases.forEach(each -> arrivals.addAll(each.arrivals()));
    List<LogArrival> mixed = new ArrayList<>(dice.shuffled(arrivals));
    mixed.sort(Comparator.comparingLong(LogArrival::clock));
    List<Line> lines = new ArrayList<>();
    for (LogArrival arrival : mixed) {
      lines.add(new Line(arrival.event().source(), arrival.clock(), json(arrival.event())));
    }
    return lines;
  }

  private static String json(Event event) throws Exception {
    ObjectNode record = JSON.createObjectNode();
    record.put("id", event.id()).put("at", event.eventTime());
    put(record, "kind", event.field(JobCase.KIND));
    put(record, "ip", event.field("ip"));
    put(record, "value", event.field(JobCase.VALUE));
    put(record, "who", event.field(Event.PERSON));
    return JSON.writeValueAsString(record);
  }

  private static void put(ObjectNode record, String name, @Nullable Value value) {
    if (value instanceof Value.Many many) {
      ArrayNode list = record.putArray(name);
      many.each().forEach(each -> list.add(JSON.valueToTree(plain(each))));
    } else if (value != null) {
      record.set(name, JSON.valueToTree(plain(value)));
    }
  }

  private static Object plain(Value value) {
    if (value instanceof Value.Whole whole) {
      return whole.value();
    }
    return value instanceof Value.Decimal decimal ? decimal.value() : value.text();
  }

  private static Settings settings(List<JobCase> cases, Way way) {
    return new Settings(
        JobCase.together(cases),
        Sources.read(Map.of("test.yml", MAPPING)).mappings(),
        IdentityAliases.NONE,
        way.detectors,
        IncidentSettings.DEFAULT,
        Duration.ofDays(400),
        new Documents("redthread"));
  }

  private StreamExecutionEnvironment environment(Way way, int part, Optional<String> kept) {
    Configuration settings =
        FlinkSettings.lasting(
            new Job(
                "generated",
                way.tasks.get(part),
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.of(folder.toString()),
                way.backends.get(part),
                Optional.empty(),
                Optional.empty()));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    kept.ifPresent(path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
