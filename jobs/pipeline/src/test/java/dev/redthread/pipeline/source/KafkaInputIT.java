package dev.redthread.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.config.PipelineConfig.Topics;
import dev.redthread.pipeline.operator.WireTypes;
import dev.redthread.pipeline.source.Observed.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class KafkaInputIT {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Sources SOURCES =
      Sources.read(
          Map.of(
              "test.yml",
              """
              sources:
                - name: test.log
                  title: A log for this test
                  logsources: [{product: test}]
                  delay: {typical: 1m, max: 30m}
              dedup: id
              id: id
              time:
                - {path: at, format: iso}
              fields:
                event.action: type
              """));

  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static Kafka kafka(String topic, String envelopes) {
    return new Kafka(
        broker.bootstrapServers(),
        "group-of-" + topic,
        Map.of("test.log", new Topics(List.of(topic))),
        envelopes.isEmpty() ? List.of() : List.of(envelopes),
        Map.of());
  }

  private static JobClient run(Kafka kafka, Observed observed, Map<String, String> more)
      throws Exception {
    Configuration settings = FlinkSettings.finite(2, StateBackend.HEAP);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    more.forEach(settings::setString);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.fromSource(
            KafkaInput.of(kafka, SOURCES),
            WatermarkStrategy.noWatermarks(),
            "Kafka",
            WireTypes.DELIVERED)
        .uid("kafka")
        .sinkTo(observed)
        .uid("observed")
        .setParallelism(1);
    return env.executeAsync("kafka");
  }

  private static void end(JobClient job) throws Exception {
    job.cancel().get(30, TimeUnit.SECONDS);
  }

  private static List<Origin> origins(Observed observed) {
    return observed.records().stream().map(one -> one.delivered().origin()).sorted().toList();
  }

  private static Seen.One at(Map<Origin, Seen.One> byOrigin, Origin origin) {
    return Objects.requireNonNull(byOrigin.get(origin), origin.toString());
  }

  @Test
  void deliversEveryRecordOfEveryPartitionWithItsRecordTimeAndCommits() throws Exception {
    broker.createTopic("bare", 3);
    broker.createTopic("wrapped", 1, Map.of("message.timestamp.type", "CreateTime"));
    broker.send("bare", "{\"id\":0}", "{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
    broker.send("bare", 1, null, null);
    long old = System.currentTimeMillis() - 3_600_000;
    broker.send("wrapped", 0, old, "{\"source\":\"test.log\",\"event\":{\"id\":9}}");
    broker.send("wrapped", 0, old - 1, "neither");
    broker.send(
        "wrapped", 0, old + 2 * 3_600_000 - 600_000, "{\"source\":\"test.log\",\"event\":{}}");
    Observed observed = new Observed();

    JobClient job = run(kafka("bare", "wrapped"), observed, Map.of());
    observed.until("all records", () -> observed.records().size() >= 8);
    observed.until("a commit", () -> broker.readWhole("group-of-bare", "bare"));
    end(job);

    Map<Origin, Seen.One> byOrigin = new TreeMap<>();
    observed.records().forEach(one -> byOrigin.put(one.delivered().origin(), one));
    assertThat(byOrigin.keySet())
        .containsExactly(
            new Origin("bare", 0, 0),
            new Origin("bare", 0, 1),
            new Origin("bare", 1, 0),
            new Origin("bare", 1, 1),
            new Origin("bare", 2, 0),
            new Origin("wrapped", 0, 0),
            new Origin("wrapped", 0, 1),
            new Origin("wrapped", 0, 2));
    assertThat(observed.records())
        .hasSize(8)
        .allSatisfy(one -> assertThat(one.timestamp()).isEqualTo(one.delivered().receivedTime()));
    assertThat(at(byOrigin, new Origin("bare", 1, 1)).delivered())
        .isInstanceOfSatisfying(
            Delivered.Refused.class,
            refused -> assertThat(refused.letter().reason()).isEqualTo(Reason.NOT_JSON));
    assertThat(at(byOrigin, new Origin("wrapped", 0, 0)).timestamp()).isEqualTo(old);
    assertThat(at(byOrigin, new Origin("wrapped", 0, 1)))
        .satisfies(one -> assertThat(one.timestamp()).isEqualTo(old))
        .satisfies(one -> assertThat(one.delivered()).isInstanceOf(Delivered.Refused.class));
    assertThat(at(byOrigin, new Origin("wrapped", 0, 2)).timestamp())
        .isLessThanOrEqualTo(System.currentTimeMillis());
  }

  @Test
  void silenceMovesTheClockAlsoPastEmptyPartitionsAndTheMarksOfTransactions() throws Exception {
    broker.createTopic("silent", 3);
    Map<String, Object> options =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(options, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("silent", 1, null, "{\"id\":1}")).get();
      producer.commitTransaction();
    }
    Observed observed = new Observed();
    long begin = System.currentTimeMillis();

    JobClient job = run(kafka("silent", ""), observed, Map.of());
    observed.until(
        "a clock of the broker's silence",
        () -> observed.watermark() > begin - PartitionClock.SLACK_MILLIS + 2_000);
    end(job);

    assertThat(observed.records()).hasSize(1);
    assertThat(observed.watermarks())
        .allMatch(clock -> clock.watermark() <= clock.at() - PartitionClock.SLACK_MILLIS);
  }

  @Test
  void goesOnWhereTheSavepointOrTheGroupWas(@TempDir Path folder) throws Exception {
    broker.createTopic("again", 2);
    broker.send("again", "{\"id\":0}", "{\"id\":1}", "{\"id\":2}");
    Observed first = new Observed();
    JobClient job = run(kafka("again", ""), first, Map.of());
    first.until("three records", () -> first.records().size() == 3);
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    broker.send("again", "{\"id\":3}", "{\"id\":4}");

    Observed restored = new Observed();
    JobClient second =
        run(
            kafka("again", ""),
            restored,
            Map.of(StateRecoveryOptions.SAVEPOINT_PATH.key(), savepoint));
    restored.until("two records", () -> restored.records().size() >= 2);
    restored.until("a commit", () -> broker.readWhole("group-of-again", "again"));
    end(second);
    broker.send("again", "{\"id\":5}");
    Observed later = new Observed();
    JobClient third = run(kafka("again", ""), later, Map.of());
    later.until("the last record", () -> !later.records().isEmpty());
    end(third);

    assertThat(origins(first)).hasSize(3);
    assertThat(origins(restored))
        .containsExactly(new Origin("again", 0, 2), new Origin("again", 1, 1));
    assertThat(origins(later)).containsExactly(new Origin("again", 0, 3));
  }

  @Test
  void aBrokerThatDoesNotAnswerHoldsTheClock() throws Exception {
    broker.createTopic("outage", 2);
    Observed observed = new Observed();
    long begin = System.currentTimeMillis();
    JobClient job = run(kafka("outage", ""), observed, Map.of());
    observed.until("a clock", () -> observed.watermark() > begin - PartitionClock.SLACK_MILLIS);

    broker.kill();
    long killed = System.currentTimeMillis();
    // It takes seconds to come back, in which a clock of the reader alone would go on.
    broker.restart();
    long back = System.currentTimeMillis();
    broker.send("outage", "{\"id\":0}", "{\"id\":1}");

    observed.until("the records", () -> observed.records().size() >= 2);
    observed.until(
        "a clock that goes on", () -> observed.watermark() > back - PartitionClock.SLACK_MILLIS);
    end(job);
    assertThat(observed.records()).hasSize(2);
    assertThat(observed.watermarks())
        .filteredOn(clock -> clock.at() > killed && clock.at() < killed + 1_500)
        .allMatch(clock -> clock.watermark() <= killed - PartitionClock.SLACK_MILLIS);
    long last = Long.MIN_VALUE;
    for (Seen seen : observed.seen()) {
      if (seen instanceof Seen.Clock clock) {
        last = Math.max(last, clock.watermark());
      } else if (seen instanceof Seen.One one) {
        assertThat(one.timestamp()).isGreaterThan(last);
      }
    }
  }
}
