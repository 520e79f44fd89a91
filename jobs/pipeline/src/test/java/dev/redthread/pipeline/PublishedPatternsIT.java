package dev.redthread.pipeline;

import static dev.redthread.pipeline.change.PatternTextsOfTests.PHISHED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.SOURCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternFolder;
import dev.redthread.pipeline.change.PatternPlace;
import dev.redthread.pipeline.change.PatternTopic;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.config.PipelineConfig.Topics;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.source.KafkaBroker;
import dev.redthread.pipeline.source.KafkaInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patterns that change while the whole job reads logs from a real broker that asks who one is: a
 * set that an engineer publishes on a topic, or writes to the watched folder.
 */
@Timeout(600)
final class PublishedPatternsIT {
  private static final ChangeMetrics METRICS = new ChangeMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.configuration())
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration PROMISED = Duration.ofSeconds(10);
  private static final int CHANGES = 3;
  private static final String JOB = "redthread";
  private static final String ENGINEER = "engineer";

  private static KafkaBroker broker;

  @TempDir Path folder;

  private final CollectingSink<Finding> findings = new CollectingSink<>();
  private final Set<String> persons = new TreeSet<>();
  private Optional<JobClient> running = Optional.empty();

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.startFor(JOB, ENGINEER);
    broker.allow(JOB, AclOperation.READ, ResourceType.GROUP, JOB);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void end() throws Exception {
    if (running.isPresent()) {
      end(running.get());
    }
    findings.close();
  }

  private void end(JobClient job) throws Exception {
    running = Optional.empty();
    job.cancel().get(60, TimeUnit.SECONDS);
    CommonTestUtils.waitUntilCondition(() -> job.getJobStatus().get().isGloballyTerminalState());
  }

  /** Topics of a test's own: one for logs, and one that an engineer may write patterns to. */
  private static Kafka topics(String logs, String patterns) {
    return topics(logs, patterns, broker.bootstrapServers(), KafkaBroker.client(JOB));
  }

  private static Kafka topics(
      String logs, String patterns, String servers, Map<String, String> client) {
    broker.createTopic(logs, 2);
    broker.createTopic(patterns, 1);
    broker.allow(JOB, AclOperation.READ, ResourceType.TOPIC, logs);
    broker.allow(JOB, AclOperation.READ, ResourceType.TOPIC, patterns);
    broker.allow(ENGINEER, AclOperation.WRITE, ResourceType.TOPIC, patterns);
    return new Kafka(
        servers, JOB, Map.of("test.log", new Topics(List.of(logs))), List.of(), client);
  }

  private JobClient start(Kafka kafka, PatternPlace place, String title, Optional<String> savepoint)
      throws Exception {
    Configuration flink =
        FlinkSettings.lasting(
            new Job(
                "published-patterns",
                2,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                StateBackend.HEAP,
                Optional.empty(),
                Optional.empty()));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    savepoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    Map<String, String> files = new TreeMap<>(set(title));
    Versions versions =
        new Versions(PatternVersion.of(1, System.currentTimeMillis(), files), SOURCES.catalog());
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink)) {
      JobGraph.define(
          env,
          Inputs.of(
              new Inputs.Input(
                  "read-kafka",
                  "Read Kafka",
                  KafkaInput.of(kafka, SOURCES),
                  WatermarkStrategy.noWatermarks(),
                  Optional.empty())),
          Outputs.findings(findings),
          new Settings(
              PatternFiles.loadTexts(files, SOURCES.catalog()).set(),
              SOURCES.mappings(),
              IdentityAliases.NONE,
              new DetectorFactory(),
              IncidentSettings.DEFAULT,
              Duration.ofDays(400),
              new Documents("redthread")),
          new PatternChanges(
              versions,
              new PatternWatchSource(
                  versions, Optional.of(place), ConfigFile.defaults().hotChange().interval())));
      JobClient job = env.executeAsync();
      running = Optional.of(job);
      return job;
    }
  }

  /** Pattern files that differ by the title of their pattern. */
  private static Map<String, String> set(String title) {
    return Map.of(
        "rules/all.yml", RULES, "phished.yml", PHISHED.replace("A login after a click", title));
  }

  /**
   * Appends a record.
   *
   * <p>Without idempotence: with it, a user who may write nowhere is refused a producer id besides,
   * and the send fails with whichever refusal comes first.
   */
  private static void publish(String user, String topic, String value)
      throws ExecutionException, InterruptedException {
    Map<String, Object> options = new HashMap<>(KafkaBroker.client(user));
    options.put("bootstrap.servers", broker.bootstrapServers());
    options.put("enable.idempotence", false);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8))).get();
    }
  }

  private static String json(Map<String, String> files) throws IOException {
    return new ObjectMapper().writeValueAsString(files);
  }

  /** One more person clicks and logs in. */
  private void walkIn(String logs) {
    String person = "p%d@example.com".formatted(persons.size());
    Instant now = Instant.now();
    broker.send(
        logs,
        line("click", person, now.minus(Duration.ofMinutes(12))),
        line("login", person, now.minus(Duration.ofMinutes(2))));
    persons.add(person);
  }

  private static String line(String type, String person, Instant time) {
    return "{\"id\":\"%s-%s\",\"at\":\"%s\",\"type\":\"%s\",\"user\":\"%s\"}"
        .formatted(person, type, time, type, person);
  }

  /** The title of each person's open finding. */
  private Map<String, String> titles() {
    Map<String, Finding> latest = new TreeMap<>();
    for (Finding finding : findings.collected()) {
      latest.merge(
          finding.id(), finding, (one, other) -> one.version() < other.version() ? other : one);
    }
    Map<String, String> titles = new TreeMap<>();
    for (Finding finding : latest.values()) {
      if (finding.status() == Finding.Status.OPEN) {
        String person = finding.group().get(0).value();
        assertThat(titles.put(person, finding.pattern().title())).as("one of " + person).isNull();
      }
    }
    return titles;
  }

  /** Until every one who walked in is found, under one title. */
  private void awaitAll(String title) throws Exception {
    CommonTestUtils.waitUntilCondition(
        () ->
            titles().keySet().containsAll(persons)
                && Set.of(title).equals(Set.copyOf(titles().values())));
  }

  /** Makes a change. */
  private interface Change {
    void to(String title) throws Exception;
  }

  /**
   * Changes titles while people walk in, and returns how long each took to be seen in a finding.
   */
  private List<Duration> change(String logs, Change change) throws Exception {
    List<Duration> took = new ArrayList<>();
    for (int i = 1; i <= CHANGES; i++) {
      String title = "title " + i;
      long begin = System.nanoTime();
      change.to(title);
      CommonTestUtils.waitUntilCondition(
          () -> {
            walkIn(logs);
            return titles().containsValue(title);
          });
      took.add(Duration.ofNanos(System.nanoTime() - begin));
    }
    awaitAll("title " + CHANGES);
    return took;
  }

  /** The middle one, so that a machine that stands still for a moment proves nothing. */
  private static void assertInTime(String what, List<Duration> took) {
    System.out.printf("In force after %s: %s%n", what, took);
    List<Duration> sorted = new ArrayList<>(took);
    Collections.sort(sorted);
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(PROMISED);
  }

  @Test
  void aSetThatIsPublishedIsInForceWithinTenSecondsAndOutlivesRestarts(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    Kafka kafka = topics("logs-a", "patterns-a");
    PatternTopic place = PatternTopic.of("patterns-a", kafka);
    JobClient job = start(kafka, place, "files", Optional.empty());
    METRICS.awaitRunning(job, cluster);
    walkIn("logs-a");
    awaitAll("files");

    assertInTime(
        "publishing", change("logs-a", title -> publish(ENGINEER, "patterns-a", json(set(title)))));
    METRICS.awaitInForce(job.getJobID(), 1 + CHANGES);

    assertRefusals(job.getJobID());
    walkIn("logs-a");
    awaitAll("title " + CHANGES);
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    running = Optional.empty();

    JobClient again = start(kafka, place, "other files", Optional.of(savepoint));
    METRICS.awaitRunning(again, cluster);
    METRICS.awaitRefused(again.getJobID(), 2);
    walkIn("logs-a");
    awaitAll("title " + CHANGES);
    assertThat(METRICS.inForce(again.getJobID())).containsExactly(1L + CHANGES);
    end(again);

    JobClient anew = start(kafka, place, "other files", Optional.empty());
    METRICS.awaitInForce(anew.getJobID(), 2);
    walkIn("logs-a");
    awaitAll("title " + CHANGES);
  }

  /** The broker lets the job read for who it then is, so it reads nothing unless that is proved. */
  @Test
  void aJobThatProvesWhoItIsByScramReadsLogsAndPatterns() throws Exception {
    readsBoth("scram", broker.bootstrapServers(), KafkaBroker.scramClient(JOB));
  }

  @Test
  void aJobThatProvesWhoItIsByACertificateReadsLogsAndPatterns() throws Exception {
    readsBoth("certificate", broker.certificateServers(), broker.certificateClient());
  }

  private void readsBoth(String by, String servers, Map<String, String> client) throws Exception {
    String logs = "logs-" + by;
    String patterns = "patterns-" + by;
    Kafka kafka = topics(logs, patterns, servers, client);
    JobClient job = start(kafka, PatternTopic.of(patterns, kafka), "files", Optional.empty());
    walkIn(logs);
    awaitAll("files");
    publish(ENGINEER, patterns, json(set(by)));
    METRICS.awaitInForce(job.getJobID(), 2);
    walkIn(logs);
    awaitAll(by);
  }

  private static void assertRefusals(JobID job) throws Exception {
    Map<String, String> bad = new TreeMap<>(set("bad"));
    bad.computeIfPresent("phished.yml", (name, text) -> text.replace("rule: login", "rule: logon"));
    publish(ENGINEER, "patterns-a", json(bad));
    METRICS.awaitRefused(job, 1);
    publish(ENGINEER, "patterns-a", "title: no JSON");
    METRICS.awaitRefused(job, 2);
    assertThatExceptionOfType(ExecutionException.class)
        .as("the job's own user may not publish")
        .isThrownBy(() -> publish(JOB, "patterns-a", json(set("forged"))))
        .withCauseInstanceOf(AuthorizationException.class);
    assertThat(METRICS.inForce(job)).containsExactly(1L + CHANGES);
  }

  @Test
  void aBrokerThatWasAwayIsAskedAgain(@InjectMiniCluster MiniCluster cluster) throws Exception {
    Kafka kafka = topics("logs-b", "patterns-b");
    JobClient job = start(kafka, PatternTopic.of("patterns-b", kafka), "files", Optional.empty());
    METRICS.awaitRunning(job, cluster);
    walkIn("logs-b");
    awaitAll("files");

    broker.kill();
    broker.restart();
    publish(ENGINEER, "patterns-b", json(set("after the outage")));
    METRICS.awaitInForce(job.getJobID(), 2);
    walkIn("logs-b");
    awaitAll("after the outage");
    assertThat(METRICS.refused(job.getJobID())).isZero();
  }

  @Test
  void aFileThatIsWrittenIsInForceWithinTenSeconds(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    Kafka kafka = topics("logs-c", "patterns-c");
    write("files");
    JobClient job = start(kafka, PatternFolder.of(List.of(folder)), "files", Optional.empty());
    METRICS.awaitRunning(job, cluster);

    assertInTime("writing", change("logs-c", this::write));
  }

  private void write(String title) throws IOException {
    for (Map.Entry<String, String> file : set(title).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}
