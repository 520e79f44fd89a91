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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What vendors really send where one would expect something else: thirteen traps, each known from
 * public data or documentation, in the order in which they were noted.
 */
class SourceTrapsTest {
  private static final long RECEIVED = 1_900_000_000_000L;

  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  @Test
  void trap04EntraWritesARecordLongAfterWhatItTellsOf() {
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
  void trap12OpenaiNamesTheDetailByATypeWithDots() {
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
  void trap12ACommaTooManyIsOneDeadLetter() {
    read(
        "openai.audit",
        """
        {"data": [{"id": "1", "type": "logout.succeeded", "effective_at": 1762596000,}]}\
        """);
    assertThat(events).isEmpty();
    assertThat(letters.stream().map(DeadLetter::reason)).containsExactly(Reason.NOT_JSON);
  }

  @Test
  void trap09SnowflakeGivesTheDetailsOfALoginInThreeForms() {
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
  void trap11SalesforceRefreshesADashboardWithoutAddressAndSession() {
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

  @Test
  void trap01MicrosoftSaysSuccessOfAFailedLogin() {
    read(
        "o365.audit",
        """
        {"Id": "1", "CreationTime": "2025-11-08T10:00:00", "Operation": "UserLoginFailed",
         "ResultStatus": "Success", "LogonError": "InvalidUserNameOrPassword", "UserId": "A@b.example"}\
        """);
    assertThat(activity()).isEqualTo(Activity.LOGIN_FAILED);
    assertThat(text("event.outcome")).isEqualTo("failure");
    read(
        "o365.audit",
        """
        {"Id": "1", "CreationTime": "2025-11-08T10:00:00", "Operation": "UserLoggedIn",
         "ResultStatus": "Success", "UserId": "A@b.example"}\
        """);
    assertThat(activity()).isEqualTo(Activity.LOGIN_SUCCEEDED);
    assertThat(text("event.outcome")).isEqualTo("success");
  }

  @Test
  void trap02NearlyHalfOfAnExportAreDuplicatesWithOneId() {
    String record =
        """
        {"Id": "same", "CreationTime": "2025-11-08T10:00:00", "Operation": "FileDownloaded"}\
        """;
    read("o365.audit", record + "\n" + record.replace("\"Id\"", "\"Size\": 1, \"Id\""));
    assertThat(events.stream().map(Event::id)).containsExactly("same", "same");
    assertThat(events.stream().map(Event::eventTime).distinct()).hasSize(1);
  }

  @Test
  void trap03AnExportIsInNoOrder() {
    String record = "{\"Id\": \"%s\", \"CreationTime\": \"2025-11-08T10:0%s:00\"}";
    String records = "[" + record.formatted("a", 3) + "," + record.formatted("b", 1) + "]";
    read("o365.audit", records);
    assertThat(events.stream().map(event -> Instant.ofEpochMilli(event.eventTime())))
        .containsExactly(
            Instant.parse("2025-11-08T10:03:00Z"), Instant.parse("2025-11-08T10:01:00Z"));
    assertThat(
            EventTimes.compile(Config.mapping("o365.audit"))
                .latest(records.getBytes(UTF_8), new Origin("t", 0, 1)))
        .hasValue(Instant.parse("2025-11-08T10:03:00Z").toEpochMilli());
  }

  @Test
  void trap05MicrosoftWritesTimesWithoutZoneAndAddressesInManyForms() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("\"ClientIP\": \"192.0.2.214:52378\"", "192.0.2.214");
    forms.put("\"ClientIP\": \"[2001:db8::7]:443\"", "2001:db8::7");
    forms.put("\"ClientIP\": \"\", \"ClientIPAddress\": \"192.0.2.1\"", "192.0.2.1");
    forms.put("\"ActorIpAddress\": \"192.0.2.2\"", "192.0.2.2");
    forms.forEach(
        (form, address) -> {
          read(
              "o365.audit",
              "{\"Id\": \"1\", \"CreationTime\": \"2025-11-08T10:00:00\", " + form + "}");
          assertThat(time()).isEqualTo(Instant.parse("2025-11-08T10:00:00Z"));
          assertThat(text("source.ip")).as(form).isEqualTo(address);
        });
    read(
        "o365.audit",
        "{\"Id\": \"1\", \"CreationTime\": \"2025-11-08T10:00:00\", \"ClientIP\": \"\"}");
    assertThat(events.get(0).field("source.ip")).isNull();
  }

  @Test
  void trap06EverySourceNamesAPersonOtherwise() {
    IdentityAliases aliases =
        IdentityAliases.read(
            "identities.csv",
            """
            identifier,person
            MLIND,mara.lind@corp.example
            corp\\mlind,mara.lind@corp.example
            mara-l,mara.lind@corp.example
            5f0e1c2a-0000-4000-8000-00000000d001,mara.lind@corp.example
            005000000000001AAA,mara.lind@corp.example
            """);
    Map<String, String> records = new LinkedHashMap<>();
    String at = "2025-11-08T10:00:00Z";
    records.put(
        "okta.system",
        "{\"uuid\":\"1\",\"published\":\""
            + at
            + "\",\"actor\":{\"alternateId\":\"mara.lind@corp.example\"}}");
    records.put(
        "o365.audit",
        "{\"Id\":\"1\",\"CreationTime\":\"" + at + "\",\"UserId\":\"Mara.Lind@Corp.example\"}");
    records.put(
        "snowflake.login_history",
        "{\"EVENT_ID\":1,\"EVENT_TIMESTAMP\":\"" + at + "\",\"USER_NAME\":\"MLIND\"}");
    records.put(
        "crowdstrike.falcon",
        "{\"metadata\":{\"customerIDString\":\"c\",\"offset\":1,\"eventCreationTime\":1762596000000},"
            + "\"event\":{\"UserName\":\"CORP\\\\MLIND\"}}");
    records.put(
        "panw.globalprotect",
        "{\"DeviceSN\":\"1\",\"SequenceNo\":1,\"TimeGenerated\":\""
            + at
            + "\",\"SourceUserName\":\"corp\\\\MLIND\"}");
    records.put(
        "github.audit",
        "{\"_document_id\":\"1\",\"@timestamp\":1762596000000,\"actor\":\"Mara-L\"}");
    records.put(
        "lookout.mtd",
        "{\"id\":\"1\",\"created_time\":\""
            + at
            + "\",\"type\":\"SMISHING_ALERT\",\"actor\":{\"type\":\"DEVICE\","
            + "\"guid\":\"5F0E1C2A-0000-4000-8000-00000000D001\"}}");
    records.put(
        "salesforce.eventlogfile",
        "{\"EVENT_TYPE\":\"API\",\"TIMESTAMP_DERIVED\":\""
            + at
            + "\",\"USER_ID_DERIVED\":\"005000000000001AAA\"}");
    records.forEach(
        (source, record) -> {
          read(source, record, aliases);
          assertThat(text(Event.PERSON)).as(source).isEqualTo("mara.lind@corp.example");
        });
  }

  @Test
  void trap07ProducersDisagreeAboutCategoryTypeAndOutcome() {
    read(
        "ecs",
        """
        {"@timestamp": "2025-11-08T10:00:00Z", "event": {"id": "1", "category": ["iam"],
         "type": ["change"], "action": "login-succeeded"}}\
        """);
    assertThat(activity()).isEqualTo(Activity.LOGIN_SUCCEEDED);
    read(
        "ecs",
        """
        {"@timestamp": "2025-11-08T10:00:00Z", "event": {"id": "1", "category": ["authentication"],
         "type": ["start"], "outcome": "success", "action": "admin-log"}}\
        """);
    assertThat(events.get(0).activity()).isNull();
  }

  @Test
  void trap08GoogleHasAListOfEventsThatShippersSplit() {
    String rest =
        "\"id\": {\"time\": \"2025-11-08T10:00:00Z\", \"uniqueQualifier\": \"9\"}, \"actor\": {\"email\": \"a@b.example\"}";
    String one =
        "{\"name\": \"login_success\", \"parameters\": [{\"name\": \"is_suspicious\", \"boolValue\": true},"
            + " {\"name\": \"login_timestamp\", \"intValue\": \"1762596000\"}]}";
    String other =
        "{\"name\": \"logout\", \"parameters\": [{\"name\": \"x\", \"multiValue\": [\"1\", \"2\"]}]}";
    read("google_workspace.login", "{" + rest + ", \"events\": [" + one + ", " + other + "]}");
    assertThat(events.stream().map(Event::id)).containsExactly("9#0", "9#1");
    assertThat(events.stream().map(Event::activity))
        .containsExactly(Activity.LOGIN_SUSPICIOUS, Activity.LOGOUT);
    read("google_workspace.login", "{" + rest + ", \"event\": " + one + "}");
    String id = events.get(0).id();
    read("google_workspace.login", "{" + rest + ", \"event\": " + other + "}");
    assertThat(events).singleElement().satisfies(event -> assertThat(event.id()).isNotEqualTo(id));
  }

  @Test
  void trap10OktaWritesBehavioursAndRiskAsTextsThatAreNoJson() {
    read(
        "okta.system",
        """
        {"uuid": "1", "published": "2025-11-08T10:00:00Z", "client": {"zone": "null"},
         "securityContext": {"isp": "null"}, "debugContext": {"debugData": {
          "behaviors": "{New Geo-Location=NEGATIVE, New Device=POSITIVE, New IP=POSITIVE}",
          "risk": "{reasons=Anomalous Device, Anomalous Location, level=MEDIUM}"}}}\
        """);
    assertThat(text("labels.new_device")).isEqualTo("true");
    assertThat(text("labels.new_geo")).isEqualTo("false");
    assertThat(text("labels.risk_level")).isEqualTo("medium");
    assertThat(text("labels.risk_reasons")).isEqualTo("Anomalous Device, Anomalous Location");
    assertThat(events.get(0).field("source.as.organization.name")).isNull();
  }

  @Test
  void trap13SomePublishedSamplesAreInventedAndYearsAhead() {
    read(
        "salesforce.eventlogfile",
        """
        {"EVENT_TYPE": "Report/Dashboard", "TIMESTAMP_DERIVED": "2034-10-29T11:27:21.500Z",
         "IP_ADDRESS": "192.0.2.1"}\
        """);
    assertThat(letters).isEmpty();
    assertThat(events.get(0).activity()).isNull();
    assertThat(events.get(0).clamped()).isTrue();
    assertThat(events.get(0).eventTime()).isEqualTo(RECEIVED);
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
    read(source, record, IdentityAliases.NONE);
  }

  private void read(String source, String record, IdentityAliases aliases) {
    events.clear();
    letters.clear();
    SourceMapping mapping = Config.mapping(source);
    Normalizer.compile(mapping, mapping.fields().keySet(), aliases)
        .normalize(
            new RawRecord(
                source, RECEIVED, RECEIVED, record.getBytes(UTF_8), new Origin("t", 0, 1)),
            events::add,
            letters::add);
  }
}
