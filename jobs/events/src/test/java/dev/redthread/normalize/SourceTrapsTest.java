package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What vendors really send where one would expect something else. */
class SourceTrapsTest {
  private static final long RECEIVED = 1_900_000_000_000L;

  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  @Test
  void entraWritesARecordLongAfterWhatItTellsOf() {
    read(
        "azure.signinlogs",
        """
        {"time": "2025-11-08T10:13:31Z", "tenantId": "t",
         "properties": {"id": "1", "createdDateTime": "2025-11-08T10:01:11Z"}}\
        """);
    assertThat(time()).isEqualTo(Instant.parse("2025-11-08T10:01:11Z"));
    read(
        "azure.identity_protection",
        """
        {"time": "3/24/2022 2:42:35 PM", "properties": {"id": "1"}}\
        """);
    assertThat(time()).isEqualTo(Instant.parse("2022-03-24T14:42:35Z"));
  }

  @Test
  void openaiNamesTheDetailByATypeWithDots() {
    read(
        "openai.audit",
        """
        {"id": "1", "type": "login.failed", "effective_at": 1762596000,
         "login.failed": {"error_message": "Wrong password"}}\
        """);
    assertThat(text("event.reason")).isEqualTo("Wrong password");
    assertThat(activity()).isEqualTo(Activity.LOGIN_FAILED);
  }

  @Test
  void aCommaTooManyIsOneDeadLetter() {
    read(
        "openai.audit",
        """
        {"data": [{"id": "1", "type": "logout.succeeded", "effective_at": 1762596000,}]}\
        """);
    assertThat(events).isEmpty();
    assertThat(letters.stream().map(DeadLetter::reason)).containsExactly(Reason.NOT_JSON);
  }

  @Test
  void snowflakeGivesTheDetailsOfALoginInThreeForms() {
    String risk = "{\"riskClassification\": \"HIGH\"}";
    String info = "{\"malicious_ip_protection_info\": ";
    for (String details :
        List.of(info + risk + "}", info + quoted(risk) + "}", quoted(info + risk + "}"))) {
      read(
          "snowflake.login_history",
          "{\"EVENT_ID\": 1, \"EVENT_TIMESTAMP\": \"2020-06-15 12:00:00.000 +0000\","
              + " \"CLIENT_IP\": \"INTERNAL_SNOWFLAKE_IP/0.0.0.0\", \"LOGIN_DETAILS\": "
              + details
              + "}");
      assertThat(time()).isEqualTo(Instant.parse("2020-06-15T12:00:00Z"));
      assertThat(text("labels.risk_level")).as(details).isEqualTo("high");
      assertThat(events.get(0).field("source.ip")).isNull();
    }
  }

  @Test
  void salesforceRefreshesADashboardWithoutAddressAndSession() {
    read(
        "salesforce.realtime",
        """
        {"channel": "/event/ReportEventStream", "EventIdentifier": "1",
         "EventDate": "2025-11-08T10:00:00.000Z", "Operation": "DashboardComponentUpdated",
         "SourceIp": null, "SessionKey": null, "ExecutionIdentifier": "e", "Sequence": 2}\
        """);
    assertThat(activity()).isEqualTo(Activity.DATA_READ);
    assertThat(events.get(0).field("source.ip")).isNull();
    assertThat(events.get(0).field("labels.session_id")).isNull();
    assertThat(text("labels.execution_id") + text("labels.sequence")).isEqualTo("e2");
  }

  private static String quoted(String json) {
    return '"' + json.replace("\"", "\\\"") + '"';
  }

  private Instant time() {
    return Instant.ofEpochMilli(events.get(0).eventTime());
  }

  private Activity activity() {
    return Objects.requireNonNull(events.get(0).activity());
  }

  private String text(String field) {
    return Objects.requireNonNull(events.get(0).field(field), field).text();
  }

  private void read(String source, String record) {
    events.clear();
    letters.clear();
    SourceGoldenTest.normalizer(source)
        .normalize(
            new RawRecord(
                source, RECEIVED, RECEIVED, record.getBytes(UTF_8), new Origin("t", 0, 1)),
            events::add,
            letters::add);
  }
}
