package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.redthread.event.Actor;
import dev.redthread.event.ActorKind;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.CsvReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives ends as an event or a dead letter with its reason, and nothing is thrown. */
class RobustnessTest {
  private static final long RECEIVED = 1_900_000_000_000L;
  private static final List<String> OTHER_TYPES =
      List.of("{}", "[]", "null", "7", "-1.5e300", "true", "\"\"", "\"x\"", "[[1],{\"a\":2}]");

  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  static Stream<String> sources() {
    return Config.sources().mappings().stream().map(SourceMapping::name);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everyTruncationIsOneDeadLetterAfterWhatWasWhole(String source) {
    Normalizer normalizer = SourceGoldenTest.normalizer(source);
    for (RawRecord raw : SourceGoldenTest.records(source)) {
      for (int length = 0; length < raw.bytes().length; length += 3) {
        read(normalizer, source, Arrays.copyOf(raw.bytes(), length));
        // Checked by hand first: there are some hundred thousand of these.
        if (events.isEmpty() && letters.isEmpty()) {
          fail("%s bytes of %s came to nothing", length, raw.origin());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void anyValueMayHaveAnyType(String source) throws IOException {
    Normalizer normalizer = SourceGoldenTest.normalizer(source);
    for (RawRecord raw : SourceGoldenTest.records(source)) {
      String text = new String(raw.bytes(), UTF_8);
      if (!text.startsWith("{")) {
        continue;
      }
      for (int[] value : values(text)) {
        for (String other : OTHER_TYPES) {
          String changed = text.substring(0, value[0]) + other + text.substring(value[1]);
          read(normalizer, source, changed.getBytes(UTF_8));
          if (events.isEmpty() && letters.isEmpty()) {
            fail("came to nothing: %s", changed);
          }
          events.forEach(event -> actorIsSound(event, changed));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void survivesRandomBytes(String source) {
    long seed = 20_251_109;
    SplittableRandom random = new SplittableRandom(seed);
    Normalizer normalizer = SourceGoldenTest.normalizer(source);
    RecordDecoder decoder = new RecordDecoder(Config.sources().catalog());
    for (RawRecord raw : SourceGoldenTest.records(source)) {
      for (int i = 0; i < 50; i++) {
        byte[] bytes = raw.bytes().clone();
        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Decoded decoded = decoder.decode(source, bytes);
        if (decoded instanceof Decoded.Found found && found.source().equals(source)) {
          read(normalizer, source, found.bytes());
          assertThat(events.size() + letters.size())
              .as("seed %s: %s", seed, new String(bytes, UTF_8))
              .isPositive();
        }
        assertThat(decoder.decode(null, bytes)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void saysWhyARecordIsRefused(String source) {
    Normalizer normalizer = SourceGoldenTest.normalizer(source);
    refused(normalizer, source, "", Reason.NOT_JSON);
    refused(normalizer, source, " \r\n", Reason.NOT_JSON);
    refused(normalizer, source, "{", Reason.NOT_JSON);
    refused(normalizer, source, "{\"a\":NaN}", Reason.NOT_JSON);
    CsvReading csv = Config.mapping(source).csv();
    refused(
        normalizer,
        source,
        "7",
        csv == null
            ? Reason.NOT_AN_OBJECT
            // One cell, which is a header, or a row without a time.
            : csv.header() ? Reason.BAD_CSV : Reason.NO_TIME);
    refused(normalizer, source, "[]", Reason.NOT_AN_OBJECT);
    refused(normalizer, source, "[1]", Reason.NOT_AN_OBJECT);
    refused(
        normalizer, source, "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}", Reason.TOO_DEEP);
    refused(normalizer, source, "{\"a\":".repeat(2000) + "1" + "}".repeat(2000), Reason.TOO_DEEP);
    refused(normalizer, source, "{\"a\":\"" + "x".repeat(20 << 20) + "\"}", Reason.TOO_LARGE);
    assertThat(letters.get(0).original()).hasSize(DeadLetter.MOST_BYTES);
    for (byte[] bytes :
        List.of(
            new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'},
            new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            "{\"a\":1}".getBytes(UTF_16LE),
            "{\"a\":1}".getBytes(UTF_16BE))) {
      read(normalizer, source, bytes);
      assertThat(letters.stream().map(DeadLetter::reason)).containsExactly(Reason.NOT_UTF8);
    }
  }

  @Test
  void tellsAMissingTimeFromAnUnreadableOne() {
    Normalizer okta = SourceGoldenTest.normalizer("okta.system");
    refused(okta, "okta.system", "{\"uuid\":\"1\"}", Reason.NO_TIME);
    refused(okta, "okta.system", "{\"uuid\":\"1\",\"published\":null}", Reason.NO_TIME);
    for (String time :
        List.of("\"soon\"", "7", "{}", "\"2025-11-08T10:00:65Z\"", "\"2025-02-30\"")) {
      refused(okta, "okta.system", "{\"uuid\":\"1\",\"published\":" + time + "}", Reason.BAD_TIME);
    }
    String time = "\"published\":\"2025-11-08T10:00:00Z\"";
    refused(okta, "okta.system", "{" + time + "}", Reason.NO_ID);
    refused(okta, "okta.system", "{\"uuid\":\"\"," + time + "}", Reason.NO_ID);
    refused(okta, "okta.system", "{\"uuid\":{}," + time + "}", Reason.BAD_FIELD);
  }

  @Test
  void keepsWhatIsWholeBeforeTheBreak() {
    Normalizer json = SourceGoldenTest.normalizer("json");
    read(json, "json", "[{\"a\":1},7,{\"a\":2},{\"a\":".getBytes(UTF_8));
    assertThat(events).hasSize(2);
    assertThat(letters.stream().map(DeadLetter::reason))
        .containsExactly(Reason.NOT_AN_OBJECT, Reason.NOT_JSON);
    assertThat(new String(letters.get(0).original(), UTF_8)).isEqualTo("7");
  }

  @Test
  void boundsNumbersAndLists() {
    Normalizer json = SourceGoldenTest.normalizer("json");
    read(
        json,
        "json",
        ("{\"exponent\":1e99999999999,\"digits\":"
                + "9".repeat(100_000)
                + ",\"list\":["
                + "1,".repeat(5000)
                + "1]}")
            .getBytes(UTF_8));
    assertThat(events).hasSize(1);
    assertThat(field("list").each()).hasSize(Slots.MOST_VALUES);
    assertThat(field("exponent").text()).isEqualTo("1e99999999999");
    assertThat(field("digits").text()).hasSize(100_000);
  }

  @Test
  void clampsATimeThatLiesAhead() {
    Normalizer json = SourceGoldenTest.normalizer("json");
    for (String time : List.of("2030-03-17T17:51:41Z", "9999-12-31T00:00:00Z")) {
      read(json, "json", ("{\"@timestamp\":\"" + time + "\"}").getBytes(UTF_8));
      assertThat(events.get(0).eventTime()).isEqualTo(RECEIVED);
      assertThat(events.get(0).clamped()).isTrue();
    }
    read(json, "json", "{\"@timestamp\":\"2030-03-17T17:51:40Z\"}".getBytes(UTF_8));
    assertThat(events.get(0).eventTime()).isEqualTo(RECEIVED + 5 * 60_000);
    assertThat(events.get(0).clamped()).isFalse();
  }

  @Test
  void replacesHalfACharacter() {
    Normalizer json = SourceGoldenTest.normalizer("json");
    read(json, "json", "{\"a\":\"x\\ud800y\"}".getBytes(UTF_8));
    assertThat(field("a").text()).isEqualTo("x\ufffdy");
  }

  @Test
  void everyLineOfThePublicLogsIsAnEventOrADeadLetter() throws IOException {
    Path samples = Config.ROOT.resolve("../shared/samples");
    if (!Files.isDirectory(samples)) {
      assertThat(Boolean.getBoolean("require.all")).as("%s must be there", samples).isFalse();
      System.out.println("LEFT OUT: public logs: there is no folder " + samples);
      return;
    }
    int lines = 0;
    int whole = 0;
    for (String source : sources().toList()) {
      Normalizer normalizer = SourceGoldenTest.normalizer(source);
      for (Path file : files(samples)) {
        for (String line : Files.readString(file).lines().toList()) {
          read(normalizer, source, line.getBytes(UTF_8));
          assertThat(events.size() + letters.size()).as("%s: %s", file, line).isPositive();
          lines++;
          whole += letters.isEmpty() ? 1 : 0;
        }
      }
    }
    assertThat(lines).isGreaterThan(1000);
    assertThat(whole).isGreaterThan(100);
  }

  @Test
  void thePublicMicrosoftAndGoogleLogsAreEvents() throws IOException {
    Path samples = Config.ROOT.resolve("../shared/samples/splunk__security_content");
    if (!Files.isDirectory(samples)) {
      assertThat(Boolean.getBoolean("require.all")).as("%s must be there", samples).isFalse();
      System.out.println("LEFT OUT: public Microsoft and Google logs: no folder " + samples);
      return;
    }
    for (Path file : files(samples.resolve("o365"))) {
      read(SourceGoldenTest.normalizer("o365.audit"), "o365.audit", Files.readAllBytes(file));
      // The published example of a failed login has a second 65.
      boolean badTime = file.getFileName().toString().equals("o365_userloginfailed.raw");
      assertThat(letters.stream().map(DeadLetter::reason))
          .as("%s", file)
          .isEqualTo(badTime ? List.of(Reason.BAD_TIME) : List.of());
      assertThat(events).as("%s", file).hasSize(badTime ? 0 : 1);
    }
    for (String name : List.of("login_success", "login_failure")) {
      Path file = samples.resolve("google_workspace/google_workspace_" + name + ".raw");
      read(
          SourceGoldenTest.normalizer("google_workspace.login"),
          "google_workspace.login",
          Files.readAllBytes(file));
      assertThat(field("event.action").text()).isEqualTo(name);
      assertThat(events.get(0).activity()).isNotNull();
    }
  }

  private Value field(String name) {
    return Objects.requireNonNull(events.get(0).field(name), name);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void refused(Normalizer normalizer, String source, String record, Reason reason) {
    read(normalizer, source, record.getBytes(UTF_8));
    assertThat(events).isEmpty();
    assertThat(letters.stream().map(DeadLetter::reason)).containsExactly(reason);
    assertThat(letters.get(0).detail()).isNotBlank();
  }

  /** Whoever acts is of the closed list, and what is no person is never taken for one. */
  private static void actorIsSound(Event event, String record) {
    Value kind = event.field(Actor.KIND);
    Value id = event.field(Actor.ID);
    if (kind == null && id == null && event.field(Actor.OWNER) == null) {
      return;
    }
    boolean sound =
        kind instanceof Value.Text
            && id instanceof Value.Text
            && ActorKind.byId(kind.text())
                .filter(
                    known ->
                        ActorKind.of(id.text())
                            .equals(Optional.of(known).filter(each -> each != ActorKind.PERSON)))
                .isPresent();
    if (!sound) {
      fail("%s is %s in %s", id, kind, record);
    }
  }

  private void read(Normalizer normalizer, String source, byte[] bytes) {
    events.clear();
    letters.clear();
    normalizer.normalize(
        new RawRecord(source, RECEIVED, RECEIVED, bytes, new Origin("test", 0, 1)),
        events::add,
        letters::add);
  }

  /** Where each value of a record begins and ends. */
  private static List<int[]> values(String text) {
    List<int[]> values = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue()) {
          int from = Math.toIntExact(json.currentTokenLocation().getCharOffset());
          json.finishToken();
          values.add(new int[] {from, Math.toIntExact(json.currentLocation().getCharOffset())});
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }
}
