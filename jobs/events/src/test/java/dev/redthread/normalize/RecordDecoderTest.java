package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {
  private final RecordDecoder decoder =
      new RecordDecoder(
          new SourceCatalog(
              List.of(source("okta.system"), source("o365.audit"), source("ecs"), source("json"))));

  @Test
  void takesTheEventOutOfARecordedLogByteForByte() {
    Decoded.Found found =
        found(
            null,
            "{ \"source\" : \"okta.system\", \"received\":\"2026-11-09T10:00:00Z\","
                + " \"event\": {\"a\" : [1, \"}\\\"{\"],  \"b\":{} } , \"more\":1}");
    assertThat(found.source()).isEqualTo("okta.system");
    assertThat(found.received()).hasValue(Instant.parse("2026-11-09T10:00:00Z").toEpochMilli());
    assertThat(new String(found.bytes(), UTF_8)).isEqualTo("{\"a\" : [1, \"}\\\"{\"],  \"b\":{} }");
  }

  @Test
  void takesReceivedInMillisecondsAndGoesWithout() {
    assertThat(
            found(null, "{\"source\":\"ecs\",\"received\":1762600000000,\"event\":{}}").received())
        .hasValue(1_762_600_000_000L);
    assertThat(found(null, "{\"source\":\"ecs\",\"event\":{}}").received()).isEmpty();
  }

  @Test
  void takesABareRecordOfTheConfiguredSource() {
    String record = "{\"uuid\":\"1\",\"source\":{\"ip\":\"x\"},\"event\":{\"name\":\"y\"}}";
    Decoded.Found found = found("okta.system", record);
    assertThat(found.received()).isEqualTo(OptionalLong.empty());
    assertThat(new String(found.bytes(), UTF_8)).isEqualTo(record);
  }

  @Test
  void takesTheRecordOutOfWhatElasticAgentSends() {
    String agent =
        "{\"@timestamp\":\"2026-11-09T10:00:00Z\",\"message\":\"{\\\"uuid\\\":\\\"\\u00fc\\\"}\","
            + "\"data_stream\":{\"type\":\"logs\",\"dataset\":\"okta.system\"},"
            + "\"event\":{\"dataset\":\"okta.system\"}}";
    for (String source : new String[] {null, "ecs", "o365.audit"}) {
      Decoded.Found found = found(source, agent);
      assertThat(found.source()).isEqualTo("okta.system");
      assertThat(new String(found.bytes(), UTF_8)).isEqualTo("{\"uuid\":\"ü\"}");
    }
    Decoded.Found inner =
        found(
            null,
            "{\"source\":\"ecs\",\"received\":\"2026-11-09T10:00:01Z\",\"event\":" + agent + "}");
    assertThat(inner.source()).isEqualTo("okta.system");
    assertThat(inner.received()).isPresent();
  }

  @Test
  void takesDottedKeysAndOriginalsOfAPipeline() {
    Decoded.Found found =
        found(
            null,
            "{\"event.dataset\":\"o365.audit\",\"message\":\"a sentence\","
                + "\"event.original\":\"{\\\"Id\\\":1}\"}");
    assertThat(found.source()).isEqualTo("o365.audit");
    assertThat(new String(found.bytes(), UTF_8)).isEqualTo("{\"Id\":1}");
  }

  @Test
  void readsEcsFieldsWhereThereIsNoOriginal() {
    String record = "{\"event\":{\"dataset\":\"unheard.of\",\"id\":\"1\"},\"message\":\"{}\"}";
    assertThat(found(null, record).source()).isEqualTo("ecs");
    assertThat(new String(found(null, record).bytes(), UTF_8)).isEqualTo(record);
  }

  @Test
  void leavesTheSourceJsonAsItIs() {
    String record = "{\"message\":\"{}\",\"data_stream\":{\"dataset\":\"okta.system\"}}";
    assertThat(found("json", record).source()).isEqualTo("json");
    assertThat(new String(found("json", record).bytes(), UTF_8)).isEqualTo(record);
  }

  @Test
  void saysWhyThereIsNoRecord() {
    refused(null, "{\"a\":1}", Reason.BAD_ENVELOPE);
    refused(null, "{\"source\":\"okta.system\",\"event\":7}", Reason.BAD_ENVELOPE);
    refused(
        null,
        "{\"source\":\"okta.system\",\"received\":\"soon\",\"event\":{}}",
        Reason.BAD_ENVELOPE);
    refused(null, "{\"source\":\"who\",\"event\":{}}", Reason.UNKNOWN_SOURCE);
    refused("who", "{}", Reason.UNKNOWN_SOURCE);
    refused(null, "{\"source\":\"okta.system\",\"event\":{\"a\":", Reason.NOT_JSON);
    refused(null, "{\"source\":\"okta.system\\", Reason.NOT_JSON);
    refused(null, "", Reason.NOT_JSON);
    refused(null, "[]", Reason.NOT_AN_OBJECT);
    refused(null, "7", Reason.NOT_AN_OBJECT);
    refused(null, "[".repeat(2000), Reason.TOO_DEEP);
    refused(null, "{\"a\":\"" + "x".repeat(20 << 20) + "\"}", Reason.TOO_LARGE);
    assertThat(decoder.decode(null, new byte[] {'{', '"', (byte) 0xff, '"'}))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_UTF8));
  }

  @Test
  void leavesWhatIsBrokenInARecordToItsNormaliser() {
    assertThat(found("okta.system", "{\"a\":").source()).isEqualTo("okta.system");
    assertThat(found(null, "{\"source\":\"ecs\",\"event\":{nonsense}}").source()).isEqualTo("ecs");
  }

  private Decoded.Found found(@Nullable String source, String line) {
    Decoded decoded = decoder.decode(source, line.getBytes(UTF_8));
    assertThat(decoded).isInstanceOf(Decoded.Found.class);
    return (Decoded.Found) decoded;
  }

  private void refused(@Nullable String source, String line, Reason reason) {
    Decoded decoded = decoder.decode(source, line.getBytes(UTF_8));
    assertThat(decoded)
        .as(line.substring(0, Math.min(80, line.length())))
        .isInstanceOf(Decoded.Refused.class);
    assertThat(((Decoded.Refused) decoded).reason()).isEqualTo(reason);
  }

  private static SourceInfo source(String name) {
    return new SourceInfo(
        name,
        List.of(new Logsource(null, name, null)),
        name.equals("json"),
        Duration.ZERO,
        Duration.ZERO,
        Set.of(),
        Map.of());
  }
}
