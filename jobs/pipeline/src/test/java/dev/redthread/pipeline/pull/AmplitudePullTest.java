package dev.redthread.pipeline.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Amplitude's audit log: what is asked for stands in the body of a POST. */
@Timeout(60)
final class AmplitudePullTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("key:a long secret".getBytes(UTF_8));

  private static Answer answer(Asked asked, List<String> records) {
    JsonNode body;
    try {
      body = new ObjectMapper().readTree(asked.body());
    } catch (JsonProcessingException notJson) {
      return Answer.of(400);
    }
    if (!asked.header("Authorization").equals(BASIC)) {
      return Answer.of(401);
    }
    boolean timed =
        body.path("start_date").asText().matches("\\S+Z")
            && body.path("end_date").asText().matches("\\S+Z");
    if (!asked.method().equals("POST") || !asked.path().equals("/api/2/audit-logs/42") || !timed) {
      return Answer.of(400);
    }
    int begin = body.at("/pagination/cursor").asInt(0);
    int end = Math.min(records.size(), begin + 2);
    String next = end < records.size() ? "\"" + end + "\"" : "null";
    return Answer.ok(
        "{\"data\": ["
            + String.join(",", records.subList(begin, end))
            + "], \"pagination\": {\"next\": "
            + next
            + "}}");
  }

  @Test
  void readsAllRecordsByteForByteAndNoneTwiceOverARestart() throws Exception {
    List<String> records =
        Files.readAllLines(
            ROOT.resolve("jobs/events/src/test/resources/golden/amplitude.audit/records.ndjson"));
    assertThat(records).hasSizeGreaterThan(2);
    try (ApiServer server = new ApiServer(asked -> answer(asked, records));
        Polling feed =
            Polling.of(
                server,
                Sources.load(ROOT.resolve("config/sources")),
                "amplitude.audit",
                Map.of("api", server.host(), "org", "42"),
                Map.of("user", "key", "password", "a long secret"))) {
      feed.step().restart().poll().restart().poll();

      assertThat(feed.records()).containsExactlyElementsOf(records);
      assertThat(feed.letters()).isEmpty();
    }
  }
}
