package dev.redthread.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The open incidents as they stand in Elasticsearch, for a terminal. */
final class IncidentTable {

  private static final int MOST = 1_000;
  private static final int WIDEST_CELL = 58;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI elasticsearch;
  private final String index;

  IncidentTable(URI elasticsearch, String index) {
    this.elasticsearch = elasticsearch;
    this.index = index;
  }

  /** Reads the open incidents, the earliest first, each as the source of its document. */
  List<JsonNode> open() throws IOException, InterruptedException {
    post("/" + index + "/_refresh", "");
    JsonNode found =
        post(
            "/" + index + "/_search",
            """
            {"size": %d, "sort": [{"event.start": "asc"}, {"redthread.incident.id": "asc"}],
             "query": {"term": {"redthread.incident.status": "open"}}}"""
                .formatted(MOST));
    return found.path("hits").path("hits").findValues("_source");
  }

  /** Incidents as a table: severity, who, what, first and last event, latency. */
  static String render(List<JsonNode> incidents) {
    TextTable table =
        new TextTable(
            WIDEST_CELL,
            List.of("severity", "who", "what happened", "first event", "last event", "latency"));
    for (JsonNode incident : incidents) {
      JsonNode ours = incident.path("redthread");
      table.add(
          List.of(
              ours.path("incident").path("severity").asText(),
              ours.path("entity").path("value").asText(),
              ours.path("incident").path("story").asText(),
              time(incident.path("event").path("start").asText()),
              time(incident.path("event").path("end").asText()),
              ours.path("incident").path("latency_ms").asText() + " ms"));
    }
    return table.render();
  }

  private static String time(String iso) {
    return TIME.format(Instant.parse(iso));
  }

  private JsonNode post(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.resolve(path))
            .header("Content-Type", "application/json")
            .timeout(LONGEST)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new Failure("Elasticsearch answers " + path + " with " + response.body());
    }
    return new ObjectMapper().readTree(response.body());
  }
}
