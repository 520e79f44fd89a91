package dev.redthread.pipeline.pull;

import static dev.redthread.pipeline.pull.Pages.FOLLOW;
import static dev.redthread.pipeline.pull.Pages.WINDOW;
import static dev.redthread.pipeline.pull.Pages.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers over the bound of 2,000 bytes, and what is asked for by a body. */
@Timeout(60)
final class LongAnswersTest {
  private static final Instant FIRST = Polling.BEGIN.minus(Duration.ofHours(1));

  private final Map<Instant, List<String>> log = new TreeMap<>();

  private static String wide(int id) {
    return "{\"id\":\"%d\",\"text\":\"%s\"}".formatted(id, "x".repeat(300));
  }

  private void happens(Instant time, String record) {
    log.computeIfAbsent(time, any -> new ArrayList<>()).add(record);
  }

  /** All that happened in the time that is asked for, on one page. */
  private Answer between(String from, String to) {
    List<String> found = new ArrayList<>();
    log.forEach(
        (time, records) -> {
          if (!time.isBefore(Instant.parse(from)) && time.isBefore(Instant.parse(to))) {
            found.addAll(records);
          }
        });
    return Answer.ok("{\"entries\": [" + String.join(",", found) + "], \"more\": \"\"}");
  }

  private Answer answer(Asked asked) {
    return between(asked.parameter("from"), asked.parameter("to"));
  }

  private List<String> all() {
    return log.values().stream().flatMap(List::stream).toList();
  }

  @Test
  void asksForShorterTimesAndReadsAllOnce() {
    for (int i = 0; i < 50; i++) {
      happens(FIRST.plusSeconds(i < 40 ? i * 10L : 3_000 + i), wide(i));
    }
    try (ApiServer server = new ApiServer(this::answer);
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll();

      assertThat(feed.records()).containsExactlyElementsOf(all());
      assertThat(feed.letters()).isEmpty();
      assertThat(feed.clocks()).hasSize(1);
      assertThat(feed.position().from())
          .isEqualTo(Polling.BEGIN.minus(Duration.ofMinutes(10)).toEpochMilli());
      assertThat(feed.lag()).isLessThan(60_000);

      happens(Polling.BEGIN.minusSeconds(300), wide(90));
      assertThat(feed.poll().records()).as("what came late").contains(wide(90));
    }
  }

  @Test
  void goesOnAfterARestartBetweenParts() throws Exception {
    for (int i = 0; i < 40; i++) {
      happens(FIRST.plusSeconds(i * 80L), wide(i));
    }
    try (ApiServer server = new ApiServer(this::answer);
        Polling feed = Polling.of(server, WINDOW)) {
      for (int i = 0; i < 9; i++) {
        feed.steps(4).restart();
      }
      feed.poll();

      assertThat(feed.records()).containsExactlyElementsOf(all());
      assertThat(feed.letters()).isEmpty();
    }
  }

  @Test
  void aSecondWithTooMuchIsADeadLetterAndWhatIsAfterItIsRead() {
    happens(FIRST.plusSeconds(5), wide(1));
    for (int i = 10; i < 20; i++) {
      happens(FIRST.plusSeconds(3_400), wide(i));
    }
    happens(FIRST.plusSeconds(3_401), wide(2));
    try (ApiServer server = new ApiServer(this::answer);
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll().poll();

      assertThat(feed.records()).containsExactly(wide(1), wide(2));
      assertThat(feed.letters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo(Reason.TOO_LARGE);
                assertThat(letter.origin().log())
                    .isEqualTo("feed/" + FIRST.plusSeconds(3_400) + "/" + FIRST.plusSeconds(3_401));
              });
      assertThat(feed.count(Metric.REFUSALS)).isPositive();
    }
  }

  @Test
  void goesOnByTheLinkOfAPageThatIsTooLong() {
    try (ApiServer server =
            new ApiServer(
                asked ->
                    switch (asked.parameter("after")) {
                      case "1" ->
                          Answer.ok("[" + "1,".repeat(2_000) + "1]")
                              .with("Link", "</logs?after=2>; rel=\"next\"");
                      case "2" -> Answer.ok("[" + entry(2) + "]");
                      default ->
                          Answer.ok("[" + entry(1) + "]")
                              .with("Link", "</logs?after=1>; rel=\"next\"");
                    });
        Polling feed = Polling.of(server, FOLLOW + "  most_bytes: 2000\n")) {
      feed.poll().poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2));
      assertThat(feed.letters()).singleElement().extracting("reason").isEqualTo(Reason.TOO_LARGE);
      assertThat(feed.letters().get(0).origin().log()).isEqualTo("feed/after=1");
    }
  }

  @Test
  void asksByPostWithTheTimeAndThePageInTheBody() throws Exception {
    String block =
        """
        pull:
          url: '{api}/audit/{org}'
          needs: {api: the host}
          values: {org: '7'}
          body: {start_date: '{from}', end_date: '{to}', pagination.limit: 2, filters.deep: 'true', org: 'no {org}'}
          auth: {kind: basic}
          records: entries
          next: {token: page.more, parameter: pagination.cursor}
          interval: 1m
          overlap: 10m
        """;
    List<JsonNode> bodies = new ArrayList<>();
    try (ApiServer server =
            new ApiServer(
                asked -> {
                  JsonNode body = json(asked.body());
                  bodies.add(body);
                  return body.at("/pagination/cursor").asText().equals("2")
                      ? Answer.ok("{\"entries\": [" + entry(3) + "]}")
                      : Answer.ok(
                          "{\"entries\": ["
                              + entry(1)
                              + ","
                              + entry(2)
                              + "],\"page\":{\"more\":2}}");
                });
        Polling feed =
            Polling.of(server, block, Map.of("user", "key", "password", "a long secret"))) {
      feed.step().restart().poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2), entry(3));
      assertThat(server.asked())
          .allSatisfy(
              asked -> {
                assertThat(asked.method()).isEqualTo("POST");
                assertThat(asked.url()).hasToString("/audit/7");
                assertThat(asked.header("Content-Type")).isEqualTo("application/json");
              });
      String first =
          "{\"end_date\":\"2026-11-09T10:00:00Z\",\"filters\":{\"deep\":true},\"org\":\"no 7\","
              + "\"pagination\":{\"limit\":2%s},\"start_date\":\"2026-11-09T09:00:00Z\"}";
      assertThat(bodies)
          .containsExactly(json(first.formatted("")), json(first.formatted(",\"cursor\":\"2\"")));
    }
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
