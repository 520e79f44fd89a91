package dev.redthread.incident.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.incident.Golden;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Limits;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.RecordDecoder;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example records of every source, broken in all ways: each ends as an event or as a dead
 * letter with its reason, and no field of another type than the index template's is written, fields
 * of tables neither.
 */
final class BrokenRecordsGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 150);
  private static final long RECEIVED = 1_900_000_000_000L;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Sources SOURCES = sources();
  private static final Map<String, FieldType> EVIDENCE = TypedLeaves.types(DocumentIndex.EVIDENCE);
  private static final Map<String, FieldType> LETTERS =
      TypedLeaves.types(DocumentIndex.DEADLETTERS);
  private static final List<String> VALUES =
      List.of(
          "{}",
          "[]",
          "null",
          "7",
          "-1.5e300",
          "9".repeat(500),
          "true",
          "\"\"",
          "\"x\"",
          "\"999.1.1.1\"",
          "\"\\ud800\"",
          "[[1],{\"a\":2},null]",
          '"' + "x".repeat(100_000) + '"',
          "[".repeat(200) + "]".repeat(200),
          "{\"a\":".repeat(90) + "1" + "}".repeat(90));

  private final RecordDecoder decoder = new RecordDecoder(SOURCES);
  private int events;
  private int letters;

  static Stream<String> names() {
    return SOURCES.mappings().stream().map(SourceMapping::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBrokenRecordIsAccountedForAndNoFieldHasAWrongType(String source) throws IOException {
    SourceMapping mapping = SOURCES.mapping(source).orElseThrow();
    Normalizer normalizer =
        Normalizer.compile(
            mapping,
            mapping.fields().keySet(),
            IdentityAliases.NONE,
            TypedTables::new,
            Limits.DEFAULT);
    List<String> records = records(source);
    for (int i = 0; i < CASES; i++) {
      long seed = FIRST_SEED + i;
      SplittableRandom random = new SplittableRandom(seed);
      byte[] broken = broken(records.get(random.nextInt(records.size())), random);
      check(source, normalizer, broken, "seed " + seed);
    }
    assertThat(events).isPositive();
    assertThat(letters).isPositive();
  }

  @Test
  void whatIsNoAddressIsNotWrittenAsOne() throws IOException {
    SourceMapping mapping = SOURCES.mapping("json").orElseThrow();
    Normalizer normalizer =
        Normalizer.compile(
            mapping,
            mapping.fields().keySet(),
            IdentityAliases.NONE,
            TypedTables::new,
            Limits.DEFAULT);
    check(
        "json",
        normalizer,
        "{\"source\":{\"ip\":[\"here\",\"192.0.2.1\",7]}}".getBytes(UTF_8),
        "no address");
    assertThat(events).isOne();
  }

  private void check(String source, Normalizer normalizer, byte[] bytes, String which) {
    Origin origin = new Origin("records.ndjson", 0, 1);
    int before = events + letters;
    Decoded decoded = decoder.decode(source, bytes);
    if (decoded instanceof Decoded.Refused refused) {
      written(refused.at(RECEIVED, origin), which);
    } else if (decoded instanceof Decoded.Found found && found.source().equals(source)) {
      RawRecord raw = found.at(RECEIVED, RECEIVED, origin);
      normalizer.normalize(
          raw, event -> written(event, raw.bytes(), which), letter -> written(letter, which));
    }
    assertThat(events + letters).as("%s came to nothing", which).isGreaterThan(before);
  }

  private void written(Event event, byte[] original, String which) {
    events++;
    fits(EvidenceDocument.json(event, original), EVIDENCE, which);
  }

  private void written(DeadLetter letter, String which) {
    letters++;
    assertThat(letter.detail()).as(which).isNotBlank();
    fits(DeadLetterDocument.json(letter), LETTERS, which);
  }

  private static void fits(byte[] document, Map<String, FieldType> types, String which) {
    JsonNode json;
    try {
      json = MAPPER.readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TypedLeaves.leaves("", json, types)
        .forEach(
            (path, value) -> {
              FieldType type = types.get(path);
              assertThat(type).as("%s: %s is in no template", which, path).isNotNull();
              assertThat(type != null && TypedLeaves.fits(value, type))
                  .as("%s: %s = %s is no %s", which, path, value, type)
                  .isTrue();
            });
  }

  private static byte[] broken(String record, SplittableRandom random) {
    byte[] bytes = record.getBytes(UTF_8);
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> record.getBytes(random.nextBoolean() ? UTF_16LE : UTF_16BE);
      case 2 -> record.replace("a", "\u00e4").getBytes(ISO_8859_1);
      case 3 -> flipped(bytes, random);
      default -> swapped(record, random).getBytes(UTF_8);
    };
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** The record with some of its values replaced; a row of CSV with some of its cells. */
  private static String swapped(String record, SplittableRandom random) {
    String text = record;
    for (int swaps = random.nextInt(1, 4); swaps > 0; swaps--) {
      List<int[]> values = text.startsWith("{") ? values(text) : List.of();
      String other = VALUES.get(random.nextInt(VALUES.size()));
      if (values.isEmpty()) {
        int at = random.nextInt(text.length());
        text = text.substring(0, at) + other + text.substring(at);
      } else {
        int[] value = values.get(random.nextInt(values.size()));
        text = text.substring(0, value[0]) + other + text.substring(value[1]);
      }
    }
    return text;
  }

  /** Where each plain value begins and ends; nothing where the text is no JSON. */
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
    } catch (IOException notJson) {
      return List.of();
    }
    return values;
  }

  private static List<String> records(String source) throws IOException {
    return Files.readAllLines(
        Golden.root()
            .resolve("jobs/events/src/test/resources/golden")
            .resolve(source)
            .resolve("records.ndjson"));
  }

  private static Sources sources() {
    Path folder = Golden.root().resolve("config/sources");
    try {
      return Sources.load(folder).with(TypedTables.FIELDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
