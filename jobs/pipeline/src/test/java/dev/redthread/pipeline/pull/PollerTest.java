package dev.redthread.pipeline.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import dev.redthread.pipeline.pull.ApiServer.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one feed asks for, whatever it is answered. */
@Timeout(60)
final class PollerTest {
  /** Pages by a token in the body, a time window for each poll. */
  private static final String WINDOW =
      """
      pull:
        url: '{api}/logs?from={from}&to={to}'
        needs: {api: the host}
        auth: {kind: bearer}
        records: entries
        next: {token: more, parameter: cursor}
        interval: 1m
        overlap: 10m
        most_bytes: 2000
        rate: {remaining: x-left, reset: x-reset}
      """;

  /** Goes on from link to link. */
  private static final String FOLLOW =
      """
      pull:
        url: '{api}/logs?since={from}'
        needs: {api: the host}
        auth: {kind: header, name: Authorization, prefix: SSWS}
        paging: follow
        next: {link: next}
        interval: 30s
        overlap: 10m
      """;

  private static String entry(int id) {
    return "{\"id\":\"%d\", \"n\": 1.50}".formatted(id);
  }

  private static Answer page(String more, int... ids) {
    StringBuilder body = new StringBuilder("{\"entries\": [");
    for (int i = 0; i < ids.length; i++) {
      body.append(i == 0 ? "" : " , ").append(entry(ids[i]));
    }
    return Answer.ok(body + "], \"more\": \"" + more + "\"}");
  }

  /** One answer after the other, the last one again and again. */
  private static Function<Asked, Answer> script(Answer... answers) {
    Deque<Answer> left = new ArrayDeque<>(List.of(answers));
    return asked -> left.size() == 1 ? left.getFirst() : left.removeFirst();
  }

  @Test
  void asksForOneWindowAfterTheOtherWithAnOverlapAndHandsNothingOnTwice() {
    try (ApiServer server =
            new ApiServer(script(page("p2", 1, 2), page("", 3), page("", 2, 3, 4)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll().poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2), entry(3), entry(4));
      assertThat(server.asked())
          .extracting(asked -> asked.url().getRawQuery())
          .containsExactly(
              "from=2026-11-09T09%3A00%3A00Z&to=2026-11-09T10%3A00%3A00Z",
              "from=2026-11-09T09%3A00%3A00Z&to=2026-11-09T10%3A00%3A00Z&cursor=p2",
              "from=2026-11-09T09%3A50%3A00Z&to=2026-11-09T10%3A01%3A00Z");
      assertThat(server.asked())
          .allSatisfy(asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer T0"));
      assertThat(feed.origins())
          .containsExactly(
              new Origin("feed/2026-11-09T09:00:00Z/2026-11-09T10:00:00Z", 1, 1),
              new Origin("feed/2026-11-09T09:00:00Z/2026-11-09T10:00:00Z", 1, 2),
              new Origin("feed/2026-11-09T09:00:00Z/2026-11-09T10:00:00Z", 2, 1),
              new Origin("feed/2026-11-09T09:50:00Z/2026-11-09T10:01:00Z", 1, 3));
      assertThat(feed.count(Metric.PULLED)).isEqualTo(4);
      assertThat(feed.count(Metric.REPEATED)).isEqualTo(2);
      assertThat(feed.count(Metric.REQUESTS)).isEqualTo(3);
      assertThat(feed.lag()).isZero();
    }
  }

  @Test
  void goesOnWhereItWasStoppedAfterAnyPage() throws Exception {
    Function<Asked, Answer> api =
        asked ->
            switch (asked.parameter("cursor")) {
              case "p2" -> page("p3", 3);
              case "p3" -> page("", 4, 5);
              default -> page("p2", 1, 2);
            };
    for (int stop = 0; stop <= 4; stop++) {
      try (ApiServer server = new ApiServer(api);
          Polling feed = Polling.of(server, WINDOW)) {
        feed.steps(stop).restart().poll();

        assertThat(feed.records())
            .as("stopped after %s pages", stop)
            .containsExactly(entry(1), entry(2), entry(3), entry(4), entry(5));
      }
    }
  }

  @Test
  void followsLinksAndAsksTheLastOneAgainWhenThereIsNothing() throws Exception {
    Deque<String> pages =
        new ArrayDeque<>(List.of("[" + entry(1) + "]", "[]", "[]", "[" + entry(2) + "]"));
    String[] host = new String[1];
    try (ApiServer server =
            new ApiServer(
                asked -> {
                  String body = pages.isEmpty() ? "[]" : pages.removeFirst();
                  int after =
                      asked.parameter("after").isEmpty()
                          ? 0
                          : Integer.parseInt(asked.parameter("after"));
                  String next =
                      "<%s/logs?after=%d>; rel=\"next\""
                          .formatted(host[0], body.equals("[]") ? after : after + 1);
                  return Answer.ok(body)
                      .with("Link", "<%s/logs?x=1>; rel=\"self\", %s".formatted(host[0], next));
                });
        Polling feed = Polling.of(server, FOLLOW)) {
      host[0] = server.host();
      feed.poll().restart().poll().poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2));
      assertThat(server.asked())
          .extracting(asked -> asked.url().getRawQuery())
          .containsExactly(
              "since=2026-11-09T09%3A00%3A00Z", "after=1", "after=1", "after=1", "after=2");
      assertThat(server.asked().get(0).header("Authorization")).isEqualTo("SSWS T0");
      assertThat(feed.position().from())
          .isEqualTo(feed.clock.millis() - Duration.ofMinutes(10).toMillis());
    }
  }

  @Test
  void asksByTimeAgainWhenALinkIsRefused() {
    try (ApiServer server =
            new ApiServer(
                script(
                    Answer.ok("[" + entry(1) + "]").with("Link", "</logs?after=1>; rel=next"),
                    Answer.of(400),
                    Answer.ok("[" + entry(1) + "," + entry(2) + "]")
                        .with("Link", "</logs?after=2>; rel=next"),
                    Answer.ok("[]").with("Link", "</logs?after=2>; rel=next")));
        Polling feed = Polling.of(server, FOLLOW)) {
      feed.poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2));
      assertThat(server.asked())
          .extracting(asked -> asked.url().getRawQuery())
          .containsExactly(
              "since=2026-11-09T09%3A00%3A00Z",
              "after=1", "since=2026-11-09T09%3A00%3A00Z", "after=2");
      assertThat(feed.count(Metric.REFUSALS)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void asksAgainLaterWhenTheServerSaysNotNow(int status) {
    try (ApiServer server =
            new ApiServer(script(Answer.of(status), Answer.of(status), page("", 1)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.step();
      assertThat(feed.pause()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
      feed.step();
      assertThat(feed.pause()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_000));
      feed.poll();

      assertThat(feed.records()).containsExactly(entry(1));
      assertThat(feed.count(Metric.RETRIES)).isEqualTo(2);
      assertThat(feed.letters()).isEmpty();
    }
  }

  @Test
  void waitsAsLongAsItIsToldTo() {
    Instant reset = Polling.BEGIN.plusSeconds(600);
    try (ApiServer server =
            new ApiServer(
                script(
                    Answer.of(429).with("Retry-After", "77"),
                    Answer.of(403).with("x-left", "0").with("x-reset", "" + reset.getEpochSecond()),
                    page("more", 1)
                        .with("x-left", "0")
                        .with("x-reset", "" + reset.plusSeconds(90).getEpochSecond()),
                    page("", 2)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.step();
      assertThat(feed.pause()).isEqualTo(Duration.ofSeconds(77));
      feed.step();
      assertThat(feed.clock.instant().plus(feed.pause())).isEqualTo(reset);
      feed.step();
      assertThat(feed.clock.instant().plus(feed.pause())).isEqualTo(reset.plusSeconds(90));
      feed.poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2));
      assertThat(feed.count(Metric.RETRIES)).isEqualTo(2);
      assertThat(feed.count(Metric.REFUSALS)).isZero();
    }
  }

  @Test
  void keepsToTheRateThatTheMappingSays() {
    try (ApiServer server = new ApiServer(script(page("p2", 1), page("", 2)));
        Polling feed =
            Polling.of(server, WINDOW.replace("rate: {", "rate: {requests: 20, per: 1m, "))) {
      feed.step();

      assertThat(feed.pause()).isEqualTo(Duration.ofSeconds(3));
    }
  }

  @Test
  void renewsATokenOnceAndThenSaysThatItIsNotKnown() {
    try (ApiServer server =
            new ApiServer(script(page("", 1), Answer.of(401), Answer.of(401), page("", 2)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll().step();
      assertThat(feed.pause()).isZero();
      feed.step();
      assertThat(feed.pause()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
      assertThat(feed.count(Metric.REFUSALS)).isEqualTo(1);
      feed.poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2));
    }
  }

  @Test
  void givesUpAPollThatLeadsBackAndBeginsTheNextOneWhereItBegan() {
    try (ApiServer server =
            new ApiServer(
                script(page("p2", 1), page("p3", 2), page("p2", 3), page("", 1, 2, 3, 4)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.steps(3);
      assertThat(feed.pause()).isEqualTo(Duration.ofMinutes(1));
      assertThat(feed.clocks()).isEmpty();
      assertThat(feed.count(Metric.LOOPS)).isEqualTo(1);
      feed.poll();

      assertThat(feed.records()).containsExactly(entry(1), entry(2), entry(3), entry(4));
      assertThat(server.asked().get(3).url().getRawQuery())
          .isEqualTo("from=2026-11-09T09%3A00%3A00Z&to=2026-11-09T10%3A01%3A00Z");
    }
  }

  @Test
  void neitherARedirectionNorALinkLeadsToAHostThatIsNotNamed() {
    try (ApiServer other = new ApiServer(asked -> page("", 9));
        ApiServer server =
            new ApiServer(
                script(
                    new Answer(302, Map.of(), "", Sending.WHOLE)
                        .with("Location", other.host() + "/logs"),
                    Answer.ok("[" + entry(1) + "]")
                        .with("Link", "<" + other.host() + "/logs>; rel=\"next\""),
                    Answer.ok("[" + entry(1) + "]")
                        .with("Link", "<http://localhost:1/logs>; rel=\"next\""),
                    Answer.ok("[" + entry(1) + "]")
                        .with("Link", "<https://" + "elsewhere.example/logs>; rel=\"next\""),
                    Answer.ok("[" + entry(1) + "]")
                        .with("Link", "<file:///etc/passwd>; rel=\"next\"")));
        Polling feed = Polling.of(server, FOLLOW)) {
      feed.steps(9);

      assertThat(other.asked()).isEmpty();
      assertThat(server.asked()).hasSize(5);
      assertThat(feed.count(Metric.REFUSALS)).isEqualTo(5);
      assertThat(feed.records()).containsExactly(entry(1));
      assertThat(feed.clocks()).isEmpty();
    }
  }

  @Test
  void followsARedirectionOnTheSameHost() {
    try (ApiServer server =
            new ApiServer(
                asked ->
                    asked.path().equals("/logs")
                        ? Answer.of(307).with("Location", "/v2/logs?" + asked.url().getRawQuery())
                        : page("", 1));
        Polling feed = Polling.of(server, WINDOW)) {
      assertThat(feed.poll().records()).containsExactly(entry(1));
    }
  }

  @Test
  void asksAgainForABodyThatIsCut() {
    try (ApiServer server = new ApiServer(script(page("", 1).sent(Sending.CUT), page("", 1)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll();

      assertThat(feed.records()).containsExactly(entry(1));
      assertThat(feed.count(Metric.RETRIES)).isEqualTo(1);
      assertThat(feed.letters()).isEmpty();
    }
  }

  @Test
  void asksAgainForABodyThatDoesNotEnd() {
    Deque<Answer> first = new ArrayDeque<>(List.of(page("", 1).sent(Sending.STUCK)));
    try (ApiServer server =
            new ApiServer(asked -> first.isEmpty() ? page("", 1) : first.removeFirst());
        Polling feed =
            Polling.of(server, WINDOW.replace("interval: 1m", "interval: 1m\n  timeout: 1s"))) {
      feed.poll();

      assertThat(feed.records()).containsExactly(entry(1));
      assertThat(feed.count(Metric.RETRIES)).isPositive();
      assertThat(feed.letters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOT_JSON {\"entries\": [{\"id\"",
        "NOT_JSON ",
        "NOT_JSON <html>down</html>",
        "NOT_JSON {\"entries\": []} {}",
        "BAD_ENVELOPE {\"entries\": {\"id\": 1}}",
        "BAD_ENVELOPE {\"ok\": false}",
        "BAD_ENVELOPE [{\"id\": 1}]",
        "BAD_ENVELOPE null",
        "TOO_LARGE {\"entries\": [\"LONG\"]}"
      })
  void aBodyThatCannotBeReadIsOneDeadLetterAndAskedForAgain(String bad) {
    Reason reason = Reason.valueOf(bad.substring(0, bad.indexOf(' ')));
    Answer answer =
        Answer.ok(bad.substring(bad.indexOf(' ') + 1).replace("LONG", "x".repeat(3_000)));
    try (ApiServer server =
            new ApiServer(
                script(answer, answer, answer, answer, answer, answer, answer, page("", 1)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll();

      assertThat(feed.letters()).extracting(DeadLetter::reason).containsExactly(reason);
      assertThat(feed.letters().get(0).origin().log()).startsWith("feed/2026-11-09T09:00:00Z/");
      assertThat(feed.letters().get(0).source()).isEqualTo("test.log");
      assertThat(feed.records()).containsExactly(entry(1));
    }
  }

  @Test
  void whatStandsInAListInPlaceOfARecordIsLeftToTheNormaliser() {
    try (ApiServer server =
            new ApiServer(script(Answer.ok("{\"entries\": [7, null, \"é\", [1]]}")));
        Polling feed = Polling.of(server, WINDOW)) {
      assertThat(feed.poll().records()).containsExactly("7", "null", "\"é\"", "[1]");
    }
  }

  @Test
  void emptyPagesAndNoContentAreNothing() {
    try (ApiServer server =
            new ApiServer(
                script(page("p2"), page(""), new Answer(204, Map.of(), "", Sending.WHOLE)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll().poll();

      assertThat(feed.records()).isEmpty();
      assertThat(feed.letters()).isEmpty();
      assertThat(server.asked()).hasSize(3);
    }
  }

  @Test
  void saysTheClockWhenAllIsReadAndWhileThereIsNothingToAsk() {
    try (ApiServer server = new ApiServer(script(page("p2", 1), page("", 2)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.step().idle(Duration.ofMillis(1));
      assertThat(feed.clocks()).isEmpty();
      feed.step().idle(Duration.ofSeconds(7));

      assertThat(feed.clocks())
          .containsExactly(Polling.BEGIN.toEpochMilli() + 1, Polling.BEGIN.toEpochMilli() + 7_001);
    }
  }

  @Test
  void aFeedThatFailsHoldsTheClockForAWhileOnly() {
    try (ApiServer server = new ApiServer(script(page("", 1), Answer.of(500)));
        Polling feed = Polling.of(server, WINDOW)) {
      feed.poll().step().idle(Duration.ofMinutes(13));
      assertThat(feed.clocks()).hasSize(1);
      assertThat(feed.lag()).isGreaterThan(Duration.ofMinutes(13).toMillis());

      feed.idle(Duration.ofMinutes(3));
      assertThat(feed.clocks()).hasSize(2);
    }
  }

  @Test
  void catchesUpInWindowsAsLongAsTheyMayBeAndHoldsTheClockUntilThen() {
    try (ApiServer server = new ApiServer(asked -> page(""));
        Polling feed =
            Polling.of(server, WINDOW.replace("overlap: 10m", "overlap: 10m\n  longest: 25m"))) {
      feed.poll();

      assertThat(server.asked())
          .extracting(asked -> asked.parameter("from") + " " + asked.parameter("to"))
          .containsExactly(
              "2026-11-09T09:00:00Z 2026-11-09T09:25:00Z",
              "2026-11-09T09:15:00Z 2026-11-09T09:40:00Z",
              "2026-11-09T09:30:00Z 2026-11-09T09:55:00Z",
              "2026-11-09T09:45:00Z 2026-11-09T10:00:00Z");
      assertThat(feed.clocks()).containsExactly(Polling.BEGIN.toEpochMilli());
    }
  }
}
