package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.pipeline.TestLog;
import dev.redthread.pipeline.embedded.ElasticsearchServer;
import dev.redthread.pipeline.source.KafkaBroker;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} is killed when Elasticsearch has documents that no checkpoint knows, and reads its
 * topics in another order afterwards: what the replay says again stays, the rest is withdrawn.
 */
final class UnconfirmedIT {
  private static final String NAME = "unconfirmed";

  /** What was there when the job ran first. */
  private static final String LOGS = "logs";

  /** What the replay reads before it gets to the end of the other topic. */
  private static final String LATE = "late";

  /** So many events that the replay has read the second topic long before it is through them. */
  private static final int BETWEEN = 20_000;

  private static final String PATTERN =
      """
      {title: Fail, id: 9a53a3c3-0e4f-4d2c-8f39-0d4d30e7c101, name: fail,
       logsource: {category: activity},
       detection: {s: {activity: login.failed}, condition: s}}
      ---
      {title: Login, id: 9a53a3c3-0e4f-4d2c-8f39-0d4d30e7c102, name: login,
       logsource: {category: activity},
       detection: {s: {activity: login.succeeded}, condition: s}}
      ---
      {title: Revoked, id: 9a53a3c3-0e4f-4d2c-8f39-0d4d30e7c103, name: revoked,
       logsource: {category: activity},
       detection: {s: {activity: session.revoked}, condition: s}}
      ---
      title: A login after one that failed, and nobody revoked the session between
      id: 9a53a3c3-0e4f-4d2c-8f39-0d4d30e7c104
      level: high
      sequence:
        group-by: [person]
        timespan: 1h
        steps: [{fails: {rule: fail}}, {not: {rule: revoked}}, {logs-in: {rule: login}}]
      """;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static KafkaBroker kafka;
  private static ElasticsearchServer elasticsearch;

  @BeforeAll
  static void start() {
    kafka = KafkaBroker.start();
    elasticsearch = ElasticsearchServer.start();
    kafka.createTopic(LOGS, 1);
    kafka.createTopic(LATE, 1);
  }

  @AfterAll
  static void stop() {
    elasticsearch.close();
    kafka.close();
  }

  @Test
  void whatTheReplayDoesNotSayAgainIsWithdrawn() throws Exception {
    Instant now = Instant.now();
    kafka.send(LOGS, event(now, "other", "first", "nobody"));
    Path config = config();
    Process process = RunProcess.start(NAME, config, folder);
    try {
      RunProcess.await(process, () -> kafka.readWhole(NAME, LOGS));
      kafka.send(LOGS, story(now));
      RunProcess.await(process, () -> status("findings", "ann").equals("open"));
      RunProcess.await(process, () -> status("findings", "bob").equals("open"));
      RunProcess.await(process, () -> status("incidents", "ann").equals("open"));
      process.destroyForcibly().waitFor();
      assertThat(kafka.readWhole(NAME, LOGS)).as("a checkpoint has it all").isFalse();

      kafka.send(LATE, event(now.plusSeconds(1), "revoke", "ann-r", "ann"));
      process = RunProcess.start(NAME, config, folder);

      RunProcess.await(process, () -> status("findings", "ann").equals("withdrawn"));
      RunProcess.await(process, () -> status("incidents", "ann").equals("withdrawn"));
      assertThat(document("findings", "ann").at("/redthread/unconfirmed").asBoolean())
          .as("the replay raised it and withdrew it by itself")
          .isTrue();
      assertThat(status("findings", "bob")).isEqualTo("open");
      assertThat(status("incidents", "bob")).isEqualTo("open");
      assertThat(documents("findings")).hasSize(2);
      assertThat(documents("incidents")).hasSize(2);
    } finally {
      process.destroyForcibly().waitFor(RunProcess.LONGEST.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static String[] story(Instant now) {
    List<String> story = new ArrayList<>();
    for (String who : List.of("ann", "bob")) {
      story.add(event(now, "fail", who + "-f", who));
    }
    for (int i = 0; i < BETWEEN; i++) {
      story.add(event(now, "other", "n" + i, "nobody"));
    }
    for (String who : List.of("ann", "bob")) {
      story.add(event(now.plusSeconds(2), "login", who + "-l", who));
    }
    return story.toArray(String[]::new);
  }

  private static String event(Instant time, String type, String id, String who) {
    return """
        {"source":"test.log","received":"%1$s",\
        "event":{"id":"%2$s","at":"%1$s","type":"%3$s","user":"%4$s@example.com"}}"""
        .formatted(time, id, type, who);
  }

  private static Path config() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Files.writeString(sources.resolve("test.yml"), TestLog.mapping("30m"));
    Path patterns = Files.createDirectories(folder.resolve("patterns"));
    Files.writeString(patterns.resolve("pattern.yml"), PATTERN);
    Path config = folder.resolve("run.yml");
    // One checkpoint right after the start, and the next one after all is over.
    Files.writeString(
        config,
        """
        job:
          name: %1$s
          parallelism: 1
          checkpoint-interval: 30s
          checkpoint-directory: %2$s
          state-backend: heap
        patterns: [%3$s]
        sources: %4$s
        identities: %5$s
        input:
          kafka:
            bootstrap-servers: %6$s
            group-id: %1$s
            envelope-topics: [%7$s, %8$s]
        elasticsearch:
          url: %9$s
          index-prefix: %1$s
        """
            .formatted(
                NAME,
                folder.resolve("checkpoints"),
                patterns,
                sources,
                Home.path("config", "identities.csv"),
                kafka.bootstrapServers(),
                LOGS,
                LATE,
                elasticsearch.address()));
    return config;
  }

  /** How the one document about a person stands, empty when there is none. */
  private static String status(String index, String who) throws Exception {
    JsonNode document = document(index, who);
    return (index.equals("incidents") ? document.at("/redthread/incident") : document)
        .path("status")
        .asText("");
  }

  private static JsonNode document(String index, String who) throws Exception {
    return documents(index).getOrDefault(who, JSON.createObjectNode());
  }

  /** All documents of an index, by person. */
  private static Map<String, JsonNode> documents(String index) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                elasticsearch
                    .address()
                    .resolve(
                        "/" + NAME + "-" + index + "/_search?size=100&ignore_unavailable=true"))
            .build();
    JsonNode hits = JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body()).at("/hits");
    Map<String, JsonNode> documents = new HashMap<>();
    for (JsonNode hit : hits.path("hits")) {
      JsonNode document = hit.path("_source");
      String whole = document.toString();
      String who = whole.contains("ann@example.com") ? "ann" : "bob";
      assertThat(documents.put(who, document)).as("two documents about " + who).isNull();
    }
    return documents;
  }
}
