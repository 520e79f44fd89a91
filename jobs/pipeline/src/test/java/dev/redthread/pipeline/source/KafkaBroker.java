package dev.redthread.pipeline.source;

import dev.redthread.pipeline.embedded.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in a process of its own, on free ports of 127.0.0.1, with data that go when
 * it is closed.
 *
 * <p><i>Cost:</i> about 6 s to start, 0.3 GB of memory.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final long LONGEST_ANSWER_SECONDS = 30;

  private final Path folder;
  private final int port;
  private ServerProcess process;

  private KafkaBroker(Path folder, int port, ServerProcess process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts a broker and waits until it answers. */
  public static KafkaBroker start() {
    try {
      Path folder = Files.createTempDirectory("redthread-kafka");
      int port = configure(folder);
      KafkaBroker broker = new KafkaBroker(folder, port, launch(folder, true));
      broker.ready();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int configure(Path folder) throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          folder.resolve("server.properties"),
          """
          process.roles=broker,controller
          node.id=1
          listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
          advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
          controller.listener.names=CONTROLLER
          controller.quorum.voters=1@127.0.0.1:%2$d
          listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
          log.dirs=%3$s
          auto.create.topics.enable=false
          offsets.topic.replication.factor=1
          offsets.topic.num.partitions=1
          transaction.state.log.replication.factor=1
          transaction.state.log.min.isr=1
          transaction.state.log.num.partitions=1
          share.coordinator.state.topic.replication.factor=1
          share.coordinator.state.topic.min.isr=1
          group.initial.rebalance.delay.ms=0
          log.retention.ms=-1
          log.cleaner.enable=false
          """
              .formatted(one.getLocalPort(), other.getLocalPort(), folder.resolve("data")));
      Files.writeString(
          folder.resolve("jvm.args"),
          "-Xmx256m\n-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n-cp\n\"" + classPath() + "\"\n");
      return one.getLocalPort();
    }
  }

  /** Surefire's own class path is one jar that only names the others. */
  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> absolute = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }

  private static ServerProcess launch(Path folder, boolean empty) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String run = "exec '" + java + "' @jvm.args kafka.Kafka server.properties";
    String format =
        "'%s' @jvm.args kafka.tools.StorageTool format -t %s -c server.properties && "
            .formatted(java, Uuid.randomUuid());
    return ServerProcess.start(
        folder, Optional.empty(), Map.of(), List.of("bash", "-c", empty ? format + run : run));
  }

  private void ready() {
    boolean up = process.await("Kafka is not up", LONGEST_START, this::answers);
    if (!up) {
      throw new IllegalStateException("Kafka is not up");
    }
  }

  private Optional<Boolean> answers() {
    Map<String, Object> hurry =
        Map.of(
            "bootstrap.servers", bootstrapServers(),
            "request.timeout.ms", 2000,
            "default.api.timeout.ms", 2000);
    try (Admin admin = Admin.create(hurry)) {
      return admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty()
          ? Optional.empty()
          : Optional.of(true);
    } catch (ExecutionException | TimeoutException notYet) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka started", e);
    }
  }

  /** Where it answers; the same after a {@link #restart}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Ends the broker as a power cut would; {@link #restart} brings it back with its data. */
  public void kill() {
    process.kill();
  }

  /** Starts the broker again after {@link #kill}, on the same port and data. */
  public void restart() {
    process = launch(folder, false);
    ready();
  }

  /** A topic whose record times are the broker's. */
  public void createTopic(String topic, int partitions) {
    createTopic(topic, partitions, Map.of("message.timestamp.type", "LogAppendTime"));
  }

  public void createTopic(String topic, int partitions, Map<String, String> options) {
    try (Admin admin = admin()) {
      NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(options);
      answer(admin.createTopics(List.of(created)).all());
    }
  }

  /** Writes lines to the partitions of a topic in turn. */
  public void send(String topic, String... lines) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int partitions = partitions(topic).size();
    for (String line : lines) {
      records.add(record(topic, records.size() % partitions, null, line));
    }
    send(records);
  }

  /** Writes a line, or a record without value, with a record time or with that of now. */
  public void send(String topic, int partition, @Nullable Long time, @Nullable String line) {
    send(List.of(record(topic, partition, time, line)));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, @Nullable Long time, @Nullable String line) {
    byte[] value = line == null ? null : line.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, partition, time, null, value);
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) {
    Map<String, Object> options = Map.of("bootstrap.servers", bootstrapServers(), "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      sent.forEach(KafkaBroker::answer);
    }
  }

  /** The offsets that a group has committed. */
  public Map<TopicPartition, Long> committed(String group) {
    try (Admin admin = admin()) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
      return offsets;
    }
  }

  /** The offsets after the last records of a topic. */
  public Map<TopicPartition, Long> ends(String topic) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    try (Admin admin = admin()) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      answer(admin.listOffsets(latest).all())
          .forEach((partition, end) -> offsets.put(partition, end.offset()));
      return offsets;
    }
  }

  /** Whether a group has committed all that a topic holds. */
  public boolean readWhole(String group, String topic) {
    Map<TopicPartition, Long> committed = committed(group);
    return ends(topic).entrySet().stream()
        .allMatch(end -> end.getValue().equals(committed.getOrDefault(end.getKey(), 0L)));
  }

  private List<TopicPartition> partitions(String topic) {
    try (Admin admin = admin()) {
      return answer(admin.describeTopics(List.of(topic)).allTopicNames())
          .values()
          .iterator()
          .next()
          .partitions()
          .stream()
          .map(partition -> new TopicPartition(topic, partition.partition()))
          .toList();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  private static <T> T answer(Future<T> future) {
    try {
      return future.get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka does not do it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka worked", e);
    }
  }

  @Override
  public void close() {
    process.stop(false);
  }
}
