package dev.redthread.pipeline.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Salesforce's event log files, as shipped: a query, then a CSV each. */
@Timeout(60)
final class SalesforcePullTest {

  private static final String REPORT =
      "\"EVENT_TYPE\",\"ROWS_PROCESSED\"\n\"ReportExport\",\"12000\"\n";

  private static Answer api(Asked asked, String report) {
    if (asked.path().equals("/services/oauth2/token")) {
      boolean known =
          asked.field("client_id").equals("C") && asked.field("client_secret").equals("S");
      return known ? Answer.ok("{\"access_token\": \"A1\"}") : Answer.of(400);
    }
    if (!asked.header("Authorization").equals("Bearer A1")) {
      return Answer.of(401);
    }
    if (asked.path().endsWith("/query")
        && asked
            .parameter("q")
            .matches("SELECT Id.* WHERE CreatedDate >= \\S+Z AND CreatedDate < \\S+Z.*")) {
      return Answer.ok(
          "{\"totalSize\": 2, \"done\": false, \"nextRecordsUrl\": \"/services/data/v62.0/query/01g-1\","
              + " \"records\": [{\"attributes\": {}, \"Id\": \"0AT1\"}]}");
    }
    return switch (asked.path()) {
      case "/services/data/v62.0/query/01g-1" ->
          Answer.ok("{\"totalSize\": 2, \"done\": true, \"records\": [{\"Id\": \"0AT2\"}]}");
      case "/services/data/v62.0/sobjects/EventLogFile/0AT1/LogFile" ->
          Answer.ok("\"EVENT_TYPE\",\"USER_ID\"\n\"Login\",\"005a\"\n\"Login\",\"005b\"\n");
      case "/services/data/v62.0/sobjects/EventLogFile/0AT2/LogFile" -> Answer.ok(report);
      default -> Answer.of(404);
    };
  }

  private static Polling feed(ApiServer server) throws Exception {
    Path root = Path.of(System.getProperty("redthread.root", "../.."));
    return Polling.of(
        server,
        Sources.load(root.resolve("config/sources")),
        "salesforce.eventlogfile",
        Map.of("api", server.host()),
        Map.of("client_id", "C", "client_secret", "S"));
  }

  @Test
  void readsTheRowsOfEachFileOnce() throws Exception {
    try (ApiServer server = new ApiServer(asked -> api(asked, REPORT));
        Polling feed = feed(server)) {
      feed.poll().restart().poll();

      assertThat(feed.records())
          .containsExactly(
              "{\"EVENT_TYPE\":\"Login\",\"USER_ID\":\"005a\"}",
              "{\"EVENT_TYPE\":\"Login\",\"USER_ID\":\"005b\"}",
              "{\"EVENT_TYPE\":\"ReportExport\",\"ROWS_PROCESSED\":\"12000\"}");
      assertThat(feed.letters()).isEmpty();
      assertThat(feed.origins())
          .extracting(origin -> origin.toString())
          .containsExactly("feed/0AT1/1/1", "feed/0AT1/1/2", "feed/0AT2/1/1");
    }
  }

  @Test
  void aPartOfAFileThatIsNoRowIsADeadLetterAndTheOthersAreRead() throws Exception {
    String bad = "ReportExport\n";
    try (ApiServer server = new ApiServer(asked -> api(asked, REPORT + bad + "ReportExport,7\n"));
        Polling feed = feed(server)) {
      feed.poll();

      assertThat(feed.records())
          .endsWith(
              "{\"EVENT_TYPE\":\"ReportExport\",\"ROWS_PROCESSED\":\"12000\"}",
              "{\"EVENT_TYPE\":\"ReportExport\",\"ROWS_PROCESSED\":\"7\"}");
      assertThat(feed.letters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo(Reason.BAD_CSV);
                assertThat(letter.original()).asString(UTF_8).isEqualTo(bad);
              });
    }
  }
}
