package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.redthread.cli.campaign.BackgroundWeek;
import dev.redthread.cli.campaign.Campaign;
import dev.redthread.pipeline.embedded.ElasticsearchServer;
import dev.redthread.pipeline.source.KafkaBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} as a process of its own between a real Kafka and a real Elasticsearch: a run that is
 * killed on its way leads to what an uninterrupted one leads to, and one that follows files does.
 */
final class RunIT {

  private static final String TOPIC = "logs";
  private static final int PARTITIONS = 2;
  private static final Pattern RECEIVED = Pattern.compile("\"received\":\"([^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static KafkaBroker kafka;
  private static ElasticsearchServer elasticsearch;

  @BeforeAll
  static void start() throws IOException {
    kafka = KafkaBroker.start();
    elasticsearch = ElasticsearchServer.start();
    kafka.createTopic(TOPIC, PARTITIONS, Map.of("message.timestamp.type", "CreateTime"));
    fill();
  }

  @AfterAll
  static void stop() {
    elasticsearch.close();
    kafka.close();
  }

  @Test
  void aRunThatIsKilledOrFollowsFilesLeadsToWhatAnUninterruptedOneLeadsTo() throws Exception {
    Outcome whole = run("whole", false);
    Outcome killed = run("killed", true);

    assertThat(whole.incidents()).hasSize(7);
    assertThat(killed.incidents()).isEqualTo(whole.incidents());
    assertThat(killed.pages()).isEqualTo(whole.pages());
    assertThat(follow(findings("whole"))).isEqualTo(findings("whole"));
  }

  /** What a run leads to that follows the same log as files, one of them rotated. */
  private static List<String> follow(List<String> expected) throws Exception {
    List<Line> lines = lines();
    Path logs = Files.createDirectory(folder.resolve("followed"));
    int half = lines.size() / 2;
    try (OutputStream rotated = Files.newOutputStream(logs.resolve("all.log.1"))) {
      write(lines.subList(0, half), rotated);
    }
    try (OutputStream log = Files.newOutputStream(logs.resolve("all.log"))) {
      write(lines.subList(half, lines.size()), log);
    }
    Path config =
        config(
            "followed",
            """
            input:
              follow:
                all: {files: ['%s']}
            """
                .formatted(logs.resolve("all.log*")));
    Process process = RunProcess.start("followed", config, folder);
    try {
      RunProcess.await(
          process, () -> isThere("followed-incidents") && findings("followed").equals(expected));
    } finally {
      process.destroyForcibly().waitFor(RunProcess.LONGEST.toSeconds(), TimeUnit.SECONDS);
    }
    return findings("followed");
  }

  private static boolean isThere(String index) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) elasticsearch.address().resolve("/" + index).toURL().openConnection();
    request.setRequestMethod("HEAD");
    return request.getResponseCode() == HttpURLConnection.HTTP_OK;
  }

  private static void write(List<Line> lines, OutputStream out) throws IOException {
    for (Line line : lines) {
      out.write(line.bytes());
      out.write('\n');
    }
  }

  /**
   * What a run led to.
   *
   * @param incidents the open ones: whom, findings and evidence
   * @param pages for each dedup key, whom the page that came first is about. The keys themselves
   *     depend on how the partitions interleave, so two runs cannot be held to the same ones.
   */
  private record Outcome(List<String> incidents, List<String> pages) {}

  private static Outcome run(String name, boolean kill) throws Exception {
    Map<String, String> pages = new TreeMap<>();
    ConcurrentLinkedQueue<byte[]> bodies = new ConcurrentLinkedQueue<>();
    HttpServer pager =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pager.createContext(
        "/",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    pager.start();
    Path config =
        config(
            name,
            """
            input:
              kafka:
                bootstrap-servers: %s
                group-id: %s
                envelope-topics: [%s]
            pages:
              url: http://127.0.0.1:%d/
              secret-variable: REDTHREAD_PAGE_SECRET
            """
                .formatted(kafka.bootstrapServers(), name, TOPIC, pager.getAddress().getPort()));
    Process process = RunProcess.start(name, config, folder);
    try {
      if (kill) {
        RunProcess.await(process, () -> committed(name) > 0);
        process.destroyForcibly().waitFor();
        assertThat(kafka.readWhole(name, TOPIC)).as("killed before the end").isFalse();
        process = RunProcess.start(name, config, folder);
      }
      Process last = process;
      RunProcess.await(last, () -> kafka.readWhole(name, TOPIC));
    } finally {
      process.destroyForcibly().waitFor(RunProcess.LONGEST.toSeconds(), TimeUnit.SECONDS);
      pager.stop(0);
    }
    for (byte[] body : bodies) {
      JsonNode page = JSON.readTree(body);
      pages.putIfAbsent(
          page.path("dedup_key").asText(),
          page.path("action").asText() + " " + page.path("entity").path("value").asText());
    }
    return new Outcome(incidents(name), pages.values().stream().sorted().toList());
  }

  private static List<String> incidents(String name) throws Exception {
    return open(name, "entity", "findings", "evidence");
  }

  /** Without the evidence, which names where the records are. */
  private static List<String> findings(String name) throws Exception {
    return open(name, "entity", "findings");
  }

  private static List<String> open(String name, String... fields) throws Exception {
    List<String> incidents = new ArrayList<>();
    for (JsonNode incident :
        new IncidentTable(elasticsearch.address(), name + "-incidents").open()) {
      JsonNode ours = incident.path("redthread");
      StringBuilder shown = new StringBuilder();
      for (String field : fields) {
        shown.append(ours.path(field)).append(' ');
      }
      incidents.add(shown.toString());
    }
    incidents.sort(Comparator.naturalOrder());
    return incidents;
  }

  private static long committed(String group) {
    return kafka.committed(group).values().stream().mapToLong(Long::longValue).sum();
  }

  private static Path config(String name, String more) throws IOException {
    Path config = folder.resolve(name + ".yml");
    Files.writeString(
        config,
        """
        job:
          name: %1$s
          parallelism: 2
          checkpoint-interval: 1s
          checkpoint-directory: %2$s
          state-backend: heap
        patterns: [%3$s]
        sources: %4$s
        identities: %5$s
        elasticsearch:
          url: %6$s
          index-prefix: %1$s
        """
                .formatted(
                    name,
                    folder.resolve(name + "-checkpoints"),
                    Home.path("patterns"),
                    Home.path("config", "sources"),
                    Home.path("config", "identities.csv"),
                    elasticsearch.address())
            + more);
    return config;
  }

  private static void fill() throws IOException {
    Map<String, Object> options = new HashMap<>();
    options.put("bootstrap.servers", kafka.bootstrapServers());
    options.put("linger.ms", 20);
    int number = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Line line : lines()) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    TOPIC, number++ % PARTITIONS, line.received(), null, line.bytes()));
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Line(long received, byte[] bytes) {
    static Line of(String text) {
      Matcher received = RECEIVED.matcher(text);
      assertThat(received.find()).as(text).isTrue();
      return new Line(
          Instant.parse(received.group(1)).toEpochMilli(), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Campaign campaign : Campaign.loadAll(Home.path("patterns", "campaigns"))) {
      Path week = folder.resolve(campaign.name() + ".ndjson");
      BackgroundWeek.write(campaign.background(), week);
      for (Path log : List.of(campaign.story(), campaign.nearMisses(), week)) {
        Files.readAllLines(log).forEach(text -> lines.add(Line.of(text)));
      }
    }
    lines.sort(Comparator.comparingLong(Line::received));
    return lines;
  }
}
