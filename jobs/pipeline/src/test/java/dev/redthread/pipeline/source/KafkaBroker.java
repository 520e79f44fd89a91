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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in a process of its own, on free ports of 127.0.0.1, with data that go when
 * it is closed. One that knows users lets each do what it was {@linkplain #allow allowed}.
 *
 * <p><i>Cost:</i> about 6 s to start, 0.3 GB of memory.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final long LONGEST_ANSWER_SECONDS = 30;
  private static final String ADMIN = "admin";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\""
          + " password=\"%1$s-secret\"";
  private static final String SCRAM = "SCRAM-SHA-512";
  private static final String KEY_STORE = "keys.p12";
  private static final String KEY_PASSWORD = "key-secret";

  private final Path folder;
  private final List<String> users;
  private final Ports ports;
  private ServerProcess process;

  /** Where it listens; that for certificates is used only by one that knows users. */
  private record Ports(int clients, int certificates, int controller) {

    static Ports free() throws IOException {
      InetAddress here = InetAddress.getLoopbackAddress();
      try (ServerSocket one = new ServerSocket(0, 1, here);
          ServerSocket two = new ServerSocket(0, 1, here);
          ServerSocket three = new ServerSocket(0, 1, here)) {
        return new Ports(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
      }
    }
  }

  private KafkaBroker(Path folder, List<String> users, Ports ports, ServerProcess process) {
    this.folder = folder;
    this.users = users;
    this.ports = ports;
    this.process = process;
  }

  /** Starts a broker and waits until it answers. */
  public static KafkaBroker start() {
    return startFor();
  }

  /**
   * Starts one that answers these users only, by SASL, where there are any. The first of them has a
   * certificate too.
   */
  public static KafkaBroker startFor(String... users) {
    try {
      Path folder = Files.createTempDirectory("redthread-kafka");
      List<String> known = List.of(users);
      Ports ports = Ports.free();
      configure(folder, known, ports);
      KafkaBroker broker = new KafkaBroker(folder, known, ports, launch(folder, known, true));
      broker.ready();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void configure(Path folder, List<String> users, Ports ports) throws IOException {
    Files.writeString(
        folder.resolve("server.properties"),
        """
          process.roles=broker,controller
          node.id=1
          listeners=CLIENT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%6$s
          advertised.listeners=CLIENT://127.0.0.1:%1$d%6$s
          inter.broker.listener.name=CLIENT
          controller.listener.names=CONTROLLER
          controller.quorum.voters=1@127.0.0.1:%2$d
          listener.security.protocol.map=CLIENT:%4$s,CERTIFICATE:SSL,CONTROLLER:PLAINTEXT
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
          %5$s"""
            .formatted(
                ports.clients,
                ports.controller,
                folder.resolve("data"),
                users.isEmpty() ? "PLAINTEXT" : "SASL_PLAINTEXT",
                users.isEmpty() ? "" : security(users, folder),
                users.isEmpty() ? "" : ",CERTIFICATE://127.0.0.1:" + ports.certificates));
    Files.writeString(
        folder.resolve("jvm.args"),
        "-Xmx256m\n-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n-cp\n\"" + classPath() + "\"\n");
  }

  private static String security(List<String> users, Path folder) {
    StringBuilder login = new StringBuilder(LOGIN.formatted(ADMIN));
    Stream.concat(Stream.of(ADMIN), users.stream())
        .forEach(user -> login.append(" user_%1$s=\"%1$s-secret\"".formatted(user)));
    return """
        sasl.enabled.mechanisms=PLAIN,%4$s
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.client.plain.sasl.jaas.config=%1$s;
        listener.name.client.scram-sha-512.sasl.jaas.config=\
          org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.certificate.ssl.client.auth=required
        listener.name.certificate.ssl.principal.mapping.rules=RULE:^CN=(.*)$/$1/
        %3$s
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:%2$s;User:ANONYMOUS
        """
        .formatted(
            login,
            ADMIN,
            keys(folder).entrySet().stream()
                .map(key -> "listener.name.certificate." + key.getKey() + "=" + key.getValue())
                .collect(Collectors.joining("\n")),
            SCRAM);
  }

  /** The properties with which a user's client proves who it is. */
  public static Map<String, String> client(String user) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN.formatted(user) + ";");
  }

  /** As {@link #client}, with a password that does not cross the wire. */
  public static Map<String, String> scramClient(String user) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        SCRAM,
        "sasl.jaas.config",
        LOGIN.formatted(user).replace("plain.PlainLogin", "scram.ScramLogin") + ";");
  }

  /** The properties with which the first user's client shows its certificate. */
  public Map<String, String> certificateClient() {
    Map<String, String> client = new HashMap<>(keys(folder));
    client.put("security.protocol", "SSL");
    return client;
  }

  /** One key for both ends: what it says holds for the first user and for this machine. */
  private static Map<String, String> keys(Path folder) {
    String store = folder.resolve(KEY_STORE).toString();
    return Map.of(
        "ssl.keystore.location",
        store,
        "ssl.keystore.password",
        KEY_PASSWORD,
        "ssl.keystore.type",
        "PKCS12",
        "ssl.truststore.location",
        store,
        "ssl.truststore.password",
        KEY_PASSWORD,
        "ssl.truststore.type",
        "PKCS12");
  }

  private Map<String, Object> admins(Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("bootstrap.servers", bootstrapServers());
    all.putAll(users.isEmpty() ? Map.of() : client(ADMIN));
    return all;
  }

  /** Lets a user do something with a topic or a group. */
  public void allow(String user, AclOperation operation, ResourceType type, String name) {
    try (Admin admin = admin()) {
      AclBinding right =
          new AclBinding(
              new ResourcePattern(type, name, PatternType.LITERAL),
              new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
      answer(admin.createAcls(List.of(right)).all());
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

  private static ServerProcess launch(Path folder, List<String> users, boolean empty) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String run = "exec '" + java + "' @jvm.args kafka.Kafka server.properties";
    String format =
        "%s'%s' @jvm.args kafka.tools.StorageTool format -t %s -c server.properties %s && "
            .formatted(
                users.isEmpty() ? "" : newKey(users.get(0)) + " && ",
                java,
                Uuid.randomUuid(),
                users.stream()
                    .map(
                        user ->
                            "--add-scram '%1$s=[name=%2$s,password=%2$s-secret]'"
                                .formatted(SCRAM, user))
                    .collect(Collectors.joining(" ")));
    return ServerProcess.start(
        folder, Optional.empty(), Map.of(), List.of("bash", "-c", empty ? format + run : run));
  }

  private static String newKey(String user) {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    return "'%s' -genkeypair -alias key -keyalg EC -dname CN=%s -ext SAN=ip:127.0.0.1 -validity 2"
            .formatted(keytool, user)
        + " -storetype PKCS12 -keystore %s -storepass %s".formatted(KEY_STORE, KEY_PASSWORD);
  }

  private void ready() {
    boolean up = process.await("Kafka is not up", LONGEST_START, this::answers);
    if (!up) {
      throw new IllegalStateException("Kafka is not up");
    }
  }

  private Optional<Boolean> answers() {
    Map<String, Object> hurry =
        admins(Map.of("request.timeout.ms", 2000, "default.api.timeout.ms", 2000));
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
    return "127.0.0.1:" + ports.clients;
  }

  /** Where it talks to those who show a certificate. */
  public String certificateServers() {
    return "127.0.0.1:" + ports.certificates;
  }

  /** Ends the broker as a power cut would; {@link #restart} brings it back with its data. */
  public void kill() {
    process.kill();
  }

  /** Starts the broker again after {@link #kill}, on the same port and data. */
  public void restart() {
    process = launch(folder, users, false);
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
    Map<String, Object> options = admins(Map.of("acks", "all"));
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
    return Admin.create(admins(Map.of()));
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
