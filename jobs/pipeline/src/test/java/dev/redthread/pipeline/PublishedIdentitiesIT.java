package dev.redthread.pipeline;

import static dev.redthread.pipeline.change.PatternTextsOfTests.PHISHED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.SOURCES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.startedWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.ScimName;
import dev.redthread.pipeline.change.IdentityTexts;
import dev.redthread.pipeline.change.IdentityTopic;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.change.SideFiles;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.config.PipelineConfig.Topics;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.source.KafkaBroker;
import dev.redthread.pipeline.source.KafkaInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names of persons on a compacted topic of a real broker that asks who one is, while the whole job
 * reads logs from it.
 */
@Timeout(600)
final class PublishedIdentitiesIT {
  private static final ChangeMetrics METRICS = new ChangeMetrics();
  private static final String JOB = "redthread";
  private static final String DIRECTORY = "directory";
  private static final String LOGS = "logs";
  private static final String NAMES = "names";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.configuration())
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static KafkaBroker broker;

  @TempDir Path folder;

  private final CollectingSink<Finding> findings = new CollectingSink<>();
  private final CollectingSink<Document> documents = new CollectingSink<>();

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.startFor(JOB, DIRECTORY);
    broker.allow(JOB, AclOperation.READ, ResourceType.GROUP, JOB);
    broker.createTopic(LOGS, 2);
    broker.createTopic(NAMES, 3, Map.of("cleanup.policy", "compact"));
    broker.allow(JOB, AclOperation.READ, ResourceType.TOPIC, LOGS);
    broker.allow(JOB, AclOperation.READ, ResourceType.TOPIC, NAMES);
    broker.allow(DIRECTORY, AclOperation.WRITE, ResourceType.TOPIC, NAMES);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void forget() {
    findings.close();
    documents.close();
  }

  private JobClient start(Optional<String> savepoint) throws Exception {
    Configuration flink =
        FlinkSettings.lasting(
            new Job(
                "published-identities",
                2,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                StateBackend.HEAP,
                Optional.empty(),
                Optional.empty()));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    savepoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    Kafka kafka =
        new Kafka(
            broker.bootstrapServers(),
            JOB,
            Map.of("test.log", new Topics(List.of(LOGS))),
            List.of(),
            KafkaBroker.client(JOB));
    Versions versions = startedWith(RULES, PHISHED);
    Duration interval = ConfigFile.defaults().hotChange().interval();
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
          new Outputs(Optional.of(documents), Optional.empty(), Optional.of(findings)),
          new Settings(
              versions.compile(versions.base()),
              SOURCES.mappings(),
              IdentityAliases.NONE,
              new DetectorFactory(),
              IncidentSettings.DEFAULT,
              Duration.ofDays(400),
              new Documents("redthread")),
          new PatternChanges(
              versions,
              new PatternWatchSource(versions, Optional.empty(), interval),
              List.of(
                  SideFiles.at(
                      IdentityTopic.of(NAMES, kafka),
                      PatternVersion.of(SideFiles.IDENTITIES, 1, 0, Map.of()),
                      new IdentityTexts(ScimName.EMAIL),
                      interval))));
      return env.executeAsync();
    }
  }

  private static void publish(String identifier, @Nullable String value) throws Exception {
    Map<String, Object> options = new HashMap<>(KafkaBroker.client(DIRECTORY));
    options.put("bootstrap.servers", broker.bootstrapServers());
    options.put("enable.idempotence", false);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(options, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(NAMES, identifier, value)).get();
    }
  }

  /** A click by a login and a login by an address. */
  private static void walkIn(String login, String mail) {
    Instant now = Instant.now();
    broker.send(
        LOGS,
        line("click", login, now.minus(Duration.ofMinutes(12))),
        line("login", mail, now.minus(Duration.ofMinutes(2))));
  }

  private static String line(String type, String user, Instant time) {
    return "{\"id\":\"%s-%s\",\"at\":\"%s\",\"type\":\"%s\",\"user\":\"%s\"}"
        .formatted(user, type, time, type, user);
  }

  /** The persons of open findings. */
  private Set<String> found() {
    Map<String, Finding> latest = new TreeMap<>();
    for (Finding finding : findings.collected()) {
      latest.merge(
          finding.id(), finding, (one, other) -> one.version() < other.version() ? other : one);
    }
    return latest.values().stream()
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .map(finding -> finding.group().get(0).value())
        .collect(Collectors.toSet());
  }

  private void awaitFound(String... persons) throws Exception {
    CommonTestUtils.waitUntilCondition(() -> found().equals(Set.of(persons)));
  }

  private List<String> deadLetters() {
    return documents.collected().stream()
        .filter(document -> document.index().endsWith("deadletters"))
        .map(document -> new String(document.json(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void namesComeChangeAndGoWhileTheJobRunsAndOverARestart(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    publish("ann-login", "{\"person\": \"ann@example.com\"}");
    JobClient job = start(Optional.empty());
    METRICS.awaitRunning(job, cluster);
    walkIn("ann-login", "ann@example.com");
    walkIn("bob-login", "bob@example.com");
    awaitFound("ann@example.com");

    long begin = System.nanoTime();
    publish("bob-login", "{\"person\": \"bob@example.com\"}");
    awaitFound("ann@example.com", "bob@example.com");
    System.out.printf(
        "In force after publishing a name: %s%n", Duration.ofNanos(System.nanoTime() - begin));
    publish("bad-login", "no JSON");
    CommonTestUtils.waitUntilCondition(() -> !deadLetters().isEmpty());
    assertThat(deadLetters()).hasSize(1);
    assertThat(deadLetters().get(0)).contains("\"not_json\"", "\"identities\"");
    assertThat(found()).hasSize(2);

    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    publish("ann-login", null);
    JobClient again = start(Optional.of(savepoint));
    awaitFound("bob@example.com");
    assertThat(deadLetters()).as("said once").hasSize(1);
    again.cancel().get(60, TimeUnit.SECONDS);
  }
}
