package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What shippers wrap records in, as {@code config/transports.yml} says. */
class TransportTest {
  private static final String OKTA =
      "{\"uuid\": \"1\", \"published\": \"2025-11-08T10:00:00Z\", \"eventType\": \"user.session.end\"}";
  private static final String TEXT = quoted(OKTA);

  private final RecordDecoder decoder = new RecordDecoder(Config.sources());

  static Stream<String> sources() {
    return Config.sources().mappings().stream()
        .filter(mapping -> !mapping.info().everyLogsource())
        .map(SourceMapping::name);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aRecordOfAnySourceIsTheSameHoweverItIsWrapped(String source) {
    Normalizer normalizer = SourceGoldenTest.normalizer(source);
    for (RawRecord raw : SourceGoldenTest.records(source)) {
      String record = new String(raw.bytes(), UTF_8);
      String text = quoted(record);
      List<String> plain = events(normalizer, raw);
      List<String> wrapped = new ArrayList<>();
      wrapped.add("{\"message\": " + text + ", \"source_type\": \"file\", \"timestamp\": \"x\"}");
      wrapped.add("{\"date\": 1762596000.1, \"log\": " + text + "}");
      wrapped.add("{\"time\": 1, \"sourcetype\": \"x\", \"event\": " + text + "}");
      wrapped.add(
          "{\"date\": 1, \"log\": "
              + quoted("{\"message\": " + text + ", \"source_type\": \"kafka\"}")
              + "}");
      if (record.startsWith("{")) {
        wrapped.add(
            "{\"version\": \"0\", \"detail-type\": \"x\", \"source\": \"x\", \"detail\": "
                + record
                + "}");
        wrapped.add("{\"records\": [" + record + "]}");
      }
      for (String each : wrapped) {
        assertThat(events(normalizer, found(source, each.getBytes(UTF_8))))
            .as(each)
            .isEqualTo(plain);
        assertThat(events(normalizer, found(source, packed(each)))).as(each).isEqualTo(plain);
      }
      assertThat(events(normalizer, found(source, raw.bytes()))).isEqualTo(plain);
    }
  }

  @Test
  void namesTheSourceWhereTheTransportDoes() {
    Map<String, String> wrapped =
        Map.of(
            "{\"detail-type\": \"SystemLog\", \"source\": \"aws.partner/okta.com/acme/x\", \"detail\": "
                + OKTA
                + "}",
            "okta.system",
            "{\"source_type\": \"http\", \"log_source\": \"okta.system\", \"message\": "
                + TEXT
                + "}",
            "okta.system",
            "{\"date\": 1, \"tag\": \"okta.system\", \"log\": " + TEXT + "}",
            "okta.system",
            "{\"source\": \"anything\", \"sourcetype\": \"okta.system\", \"event\": " + OKTA + "}",
            "okta.system");
    wrapped.forEach(
        (record, source) -> {
          Decoded decoded = decoder.decode(null, record.getBytes(UTF_8));
          assertThat(decoded).as(record).isInstanceOf(Decoded.Found.class);
          assertThat(((Decoded.Found) decoded).source()).isEqualTo(source);
          assertThat(new String(((Decoded.Found) decoded).bytes(), UTF_8)).isEqualTo(OKTA);
        });
  }

  @Test
  void saysWhyNothingCanBeUnwrapped() {
    refused(
        null,
        "{\"source_type\": \"file\", \"message\": " + TEXT + "}",
        Reason.UNKNOWN_SOURCE,
        "Vector");
    refused(
        "okta.system",
        "{\"source_type\": \"file\", \"message\": \"started\"}",
        Reason.BAD_ENVELOPE,
        "Vector");
    refused(
        "okta.system",
        "{\"detail-type\": \"x\", \"source\": \"y\", \"detail\": null}",
        Reason.BAD_ENVELOPE,
        "Amazon EventBridge");
    String record = OKTA;
    for (int i = 0; i < 6; i++) {
      record = "{\"source_type\": \"file\", \"message\": " + quoted(record) + "}";
    }
    refused("okta.system", record, Reason.BAD_ENVELOPE, "more than 4 times");
  }

  @Test
  void leavesAloneWhatOnlyLooksWrapped() {
    for (String record :
        List.of(
            "{\"@timestamp\": \"2025-11-08T10:00:00Z\", \"event\": {\"id\": \"1\"}, \"log\": {\"level\": \"info\"}}",
            "{\"@timestamp\": \"2025-11-08T10:00:00Z\", \"event\": {\"id\": \"1\"}, \"message\": \"{}\"}",
            "{\"records\": [], \"id\": \"1\"}")) {
      assertThat(new String(found("ecs", record.getBytes(UTF_8)).bytes(), UTF_8)).isEqualTo(record);
    }
    String json = "{\"source_type\": \"file\", \"message\": \"{}\"}";
    assertThat(new String(found("json", json.getBytes(UTF_8)).bytes(), UTF_8)).isEqualTo(json);
  }

  @Test
  void aPackedBodyMayHoldManyRecords() {
    RawRecord body =
        found("okta.system", packed(OKTA + "\n" + OKTA.replace("\"1\"", "\"2\"") + "\n"));
    assertThat(events(SourceGoldenTest.normalizer("okta.system"), body)).hasSize(2);
    String csv = "Date and Time,User,Action\n2025-11-09T02:11:04Z,a@b.example,session.logged_in\n";
    assertThat(
            events(
                SourceGoldenTest.normalizer("mixpanel.audit"),
                found("mixpanel.audit", packed(csv))))
        .hasSize(1);
  }

  @Test
  void aBombIsNotUnpackedAndABrokenPackIsADeadLetter() {
    byte[] bomb = packed("{\"a\":\"" + "0".repeat(64 << 20) + "\"}");
    assertThat(bomb).hasSizeLessThan(100_000);
    assertThat(refusal("okta.system", bomb).reason()).isEqualTo(Reason.TOO_LARGE);
    byte[] whole = packed(OKTA);
    assertThat(refusal("okta.system", Arrays.copyOf(whole, whole.length - 9)).reason())
        .isEqualTo(Reason.BAD_GZIP);
    assertThat(refusal(null, new byte[] {0x1f, (byte) 0x8b, 8, 0}).reason())
        .isEqualTo(Reason.BAD_GZIP);
  }

  @Test
  void aBodyMayBeLongerThanARecordAndNoRecordLonger() {
    Normalizer okta = SourceGoldenTest.normalizer("okta.system");
    String padding = "x".repeat(1000);
    String record = OKTA.replace("{\"uuid\"", "{\"pad\": \"" + padding + "\", \"uuid\"");
    assertThat(
            events(
                okta,
                found(
                    "okta.system",
                    packed("[" + "%s,".formatted(record).repeat(2999) + record + "]"))))
        .hasSize(3000);
    String long1 = OKTA.replace("{\"uuid\"", "{\"pad\": \"" + "x".repeat(2 << 20) + "\", \"uuid\"");
    assertThat(events(okta, found("okta.system", packed("[" + OKTA + "," + long1 + "]"))))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("dead letter TOO_LARGE"));
  }

  @Test
  void aConfigurationThatCannotBeHonouredIsRefusedWithItsPlace() {
    String source =
        "sources: [{name: a, title: A, delay: {typical: 1s, max: 1s}}]\ndedup: none\ntime: [{path: t}]\n";
    MappingException refused =
        catchThrowableOfType(
            MappingException.class,
            () ->
                Sources.read(
                    Map.of("a.yml", source),
                    "transports.yml",
                    "transports:\n  - name: X\n    hass: [a]\n    record: b\n    sources: {x: nobody}\n"));
    assertThat(refused)
        .hasMessageContaining("transports.yml:2:5: a transport is known by its keys")
        .hasMessageContaining("transports.yml:5:14: no source is called nobody")
        .hasMessageContaining("hass");
  }

  private void refused(@Nullable String source, String record, Reason reason, String detail) {
    Decoded.Refused refusal = refusal(source, record.getBytes(UTF_8));
    assertThat(refusal.reason()).as(record).isEqualTo(reason);
    assertThat(refusal.detail()).contains(detail);
  }

  private Decoded.Refused refusal(@Nullable String source, byte[] bytes) {
    Decoded decoded = decoder.decode(source, bytes);
    assertThat(decoded).isInstanceOf(Decoded.Refused.class);
    return (Decoded.Refused) decoded;
  }

  private RawRecord found(String source, byte[] bytes) {
    Decoded decoded = decoder.decode(source, bytes);
    assertThat(decoded).as(new String(bytes, UTF_8)).isInstanceOf(Decoded.Found.class);
    return ((Decoded.Found) decoded).at(1_900_000_000_000L, 0, new Origin("records.ndjson", 0, 1));
  }

  /** What comes of a record; ids that say where it stands are left out, as that differs. */
  private static List<String> events(Normalizer normalizer, RawRecord raw) {
    List<String> lines = new ArrayList<>();
    normalizer.normalize(
        raw,
        event -> lines.add(line(event)),
        (DeadLetter letter) -> lines.add("dead letter " + letter.reason()));
    return lines;
  }

  private static String line(Event event) {
    return event.source()
        + " "
        + event.id()
        + " "
        + event.eventTime()
        + " "
        + event.activity()
        + event.fields();
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }
}
