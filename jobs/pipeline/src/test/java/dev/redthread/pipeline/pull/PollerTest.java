package dev.redthread.pipeline.pull;

import static dev.redthread.pipeline.pull.Pages.FOLLOW;
import static dev.redthread.pipeline.pull.Pages.WINDOW;
import static dev.redthread.pipeline.pull.Pages.entry;
import static dev.redthread.pipeline.pull.Pages.page;
import static dev.redthread.pipeline.pull.Pages.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Origin;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one feed asks for, whatever it is answered. */
@Timeout(60)
final class PollerTest {
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
