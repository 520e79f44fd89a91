package dev.redthread.pipeline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.incident.document.DocumentStatus;
import dev.redthread.pipeline.embedded.ElasticsearchServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class ElasticsearchSearchIT {
  private static final String FINDINGS = "redthread-findings";
  private static final String PROGRESS = "redthread-progress";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final IndexTemplates TEMPLATES =
      IndexTemplates.ofFolder(
          Path.of(System.getProperty("redthread.root"), "dashboards", "templates"));

  @SuppressWarnings("NullAway.Init")
  private static ElasticsearchServer server;

  @BeforeAll
  static void start() {
    server = ElasticsearchServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() throws Exception {
    send("DELETE", "/" + FINDINGS + "," + PROGRESS + "?ignore_unavailable=true", "");
  }

  private static ElasticsearchSearch search(URI url) {
    return new ElasticsearchSearch(
        ElasticsearchTarget.of(url), List.of(FINDINGS, PROGRESS), DocumentStatus.WRITTEN);
  }

  private static Document document(String index, String id, long written) {
    String json =
        "{\"status\":\"open\",\"text\":\"%s\",\"redthread\":{\"written\":\"%s\"}}"
            .formatted(id, Instant.ofEpochMilli(written));
    return new Document(index, id, written, json.getBytes(UTF_8));
  }

  private static void write(List<Document> documents) throws Exception {
    try (TemplatedBulk bulk =
        new TemplatedBulk(ElasticsearchTarget.of(server.address()).connect(), TEMPLATES)) {
      BulkOutcome outcome = bulk.write(documents).get();
      assertThat(outcome.later()).isEmpty();
      assertThat(outcome.rejected()).isEmpty();
    }
  }

  private static String send(String method, String path, String body) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static List<Document> found(URI url, long after, long until) throws Exception {
    List<Document> found = new ArrayList<>();
    search(url).find(after, until, found::addAll);
    return found;
  }

  @Test
  void findsWhatWasWrittenInBetweenPageByPage() throws Exception {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      documents.add(document(i % 2 == 0 ? FINDINGS : PROGRESS, "n" + i, 1_000 + i));
    }
    write(documents);

    List<Document> found = found(server.address(), 1_000, 1_248);

    assertThat(found).hasSize(248);
    assertThat(new TreeSet<>(found.stream().map(Document::id).toList()))
        .hasSize(248)
        .doesNotContain("n0", "n249");
    for (Document document : found) {
      int number = Integer.parseInt(document.id().substring(1));
      assertThat(document.version()).isEqualTo(1_000 + number);
      assertThat(document.index()).isEqualTo(number % 2 == 0 ? FINDINGS : PROGRESS);
      assertThat(JSON.readTree(document.json()))
          .isEqualTo(JSON.readTree(documents.get(number).json()));
    }
  }

  @Test
  void findsNothingWhereNothingWasWritten() throws Exception {
    assertThat(found(server.address(), 0, Long.MAX_VALUE / 2)).isEmpty();
    assertThat(send("GET", "/_cat/indices", "")).doesNotContain(FINDINGS);
  }

  @Test
  void findsItInAnIndexOfAnEarlierVersionOnceANewOneWrites() throws Exception {
    send("DELETE", "/_index_template/" + FINDINGS, "");
    send("PUT", "/" + FINDINGS, "{\"mappings\":{\"dynamic\":false}}");
    send("PUT", "/" + FINDINGS + "/_doc/old", "{\"redthread\":{\"written\":1000}}");

    write(List.of(document(FINDINGS, "new", 1_001)));

    assertThat(found(server.address(), 0, 2_000)).extracting(Document::id).containsExactly("new");
  }

  @Test
  void writesAlsoToAnIndexThatTakesNoNewFields() throws Exception {
    send(
        "PUT",
        "/" + FINDINGS,
        "{\"mappings\":{\"dynamic\":false,\"properties\":{\"status\":{\"type\":\"text\"}}}}");

    write(List.of(document(FINDINGS, "a", 1_001)));

    assertThat(send("GET", "/" + FINDINGS + "/_doc/a", "")).contains("\"found\":true");
  }

  @Test
  void saysWhatMayWorkLaterFromWhatWillNot() throws Exception {
    write(List.of(document(FINDINGS, "a", 1_001)));
    URI away;
    try (Proxy proxy = new Proxy(server.address())) {
      away = proxy.url();
      assertThat(found(away, 0, 2_000)).hasSize(1);
    }
    assertThatThrownBy(() -> found(away, 0, 2_000)).isInstanceOf(IOException.class);
    ElasticsearchSearch wrong =
        new ElasticsearchSearch(
            ElasticsearchTarget.of(server.address()), List.of("_wrong"), DocumentStatus.WRITTEN);
    assertThatThrownBy(() -> wrong.find(0, 2_000, page -> {})).isInstanceOf(SinkFailure.class);
  }

  @Test
  void leavesNoSearchOpen() throws Exception {
    write(List.of(document(FINDINGS, "a", 1_001)));
    found(server.address(), 0, 2_000);

    assertThat(
            JSON.readTree(send("GET", "/_nodes/stats/indices/search", ""))
                .findValue("open_contexts")
                .asInt())
        .isZero();
  }
}
