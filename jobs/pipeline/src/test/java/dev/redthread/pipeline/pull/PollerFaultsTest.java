package dev.redthread.pipeline.pull;

import static dev.redthread.pipeline.pull.Pages.FOLLOW;
import static dev.redthread.pipeline.pull.Pages.WINDOW;
import static dev.redthread.pipeline.pull.Pages.entry;
import static dev.redthread.pipeline.pull.Pages.page;
import static dev.redthread.pipeline.pull.Pages.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one feed does about whatever goes wrong. */
@Timeout(60)
final class PollerFaultsTest {

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
        "BAD_ENVELOPE null"
      })
  void aBodyThatCannotBeReadIsOneDeadLetterAndAskedForAgain(String bad) {
    Reason reason = Reason.valueOf(bad.substring(0, bad.indexOf(' ')));
    Answer answer = Answer.ok(bad.substring(bad.indexOf(' ') + 1));
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
  void noSecretThatAVendorRepeatsIsInWhatTheLogSays() {
    try (ApiServer server =
            new ApiServer(
                asked ->
                    new Answer(
                        403,
                        Map.of(),
                        "x".repeat(150) + " no such key: " + asked.header("Authorization"),
                        Sending.WHOLE));
        Polling feed =
            Polling.of(server, WINDOW, Map.of("token", "a-very-long-secret-that-would-be-cut"))) {
      Outcome outcome = feed.ask("/logs");

      assertThat(((Outcome.Refused) outcome).why())
          .contains("no such key: Bearer …")
          .doesNotContain("a-very");
    }
  }
}
