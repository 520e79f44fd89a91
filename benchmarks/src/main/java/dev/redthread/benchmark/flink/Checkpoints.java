package dev.redthread.benchmark.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.flink.api.common.JobID;

/**
 * Checkpoints of a job, taken when they are asked for, by Flink's REST interface.
 *
 * <p><i>Errors:</i> {@link IllegalStateException} when a checkpoint fails.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MILLIS = 50;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI job;

  Checkpoints(URI cluster, JobID job) {
    this.job = cluster.resolve("/jobs/" + job);
  }

  /** What is written. */
  enum Kind {
    /** What the settings say: only what changed, where the back end can. */
    CONFIGURED,
    FULL
  }

  /**
   * One checkpoint.
   *
   * @param seconds from its trigger to its last acknowledgement
   * @param bytes all that it needs to be restored
   * @param written of them, what was written for it
   */
  public record Taken(double seconds, long bytes, long written) {}

  Taken take(Kind kind) throws IOException, InterruptedException {
    long id = trigger(kind);
    while (true) {
      for (JsonNode each : get("checkpoints").path("history")) {
        if (each.path("id").asLong() == id && !each.path("status").asText().equals("IN_PROGRESS")) {
          return taken(each);
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static Taken taken(JsonNode checkpoint) {
    if (!checkpoint.path("status").asText().equals("COMPLETED")) {
      throw new IllegalStateException("a checkpoint failed: " + checkpoint);
    }
    return new Taken(
        checkpoint.get("end_to_end_duration").asLong() / 1e3,
        checkpoint.get("state_size").asLong(),
        checkpoint.get("checkpointed_size").asLong());
  }

  private long trigger(Kind kind) throws IOException, InterruptedException {
    awaitRunning();
    String request =
        send(HttpRequest.newBuilder(at("checkpoints"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"checkpointType\":\"" + kind + "\"}"))
                .build())
            .path("request-id")
            .asText();
    while (true) {
      JsonNode answer = get("checkpoints/" + request);
      JsonNode operation = answer.path("operation");
      if (operation.has("checkpointId")) {
        return operation.get("checkpointId").asLong();
      }
      if (operation.has("failureCause")) {
        throw new IllegalStateException("a checkpoint failed: " + operation);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void awaitRunning() throws IOException, InterruptedException {
    while (!get("").path("vertices").findValuesAsText("status").stream()
        .allMatch("RUNNING"::equals)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)).build());
  }

  private URI at(String path) {
    return path.isEmpty() ? job : URI.create(job + "/" + path);
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }
}
