package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.SourceMapping.ActivityReading;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code golden} is a source: {@code records.ndjson} in the vendor's format, {@code
 * origin.txt}, what they follow, and {@code events.txt}, what they must become. With {@code
 * -Dgolden.write=true} the latter is written anew, to be read before it is committed.
 */
class SourceGoldenTest {
  private static final long RECEIVED = 1_900_000_000_000L;

  static Stream<String> sources() {
    return Config.sources().mappings().stream().map(SourceMapping::name);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void recordsBecomeTheExpectedEvents(String source) throws IOException {
    Path folder = folder(source);
    StringBuilder actual = new StringBuilder();
    Normalizer normalizer = normalizer(source);
    for (RawRecord raw : records(source)) {
      normalizer.normalize(
          raw,
          event -> actual.append(Golden.of(event)),
          letter -> actual.append(Golden.of(letter)));
    }
    Path expected = folder.resolve("events.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, actual.toString());
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everyMappedActivityHasAnExample(String source) {
    ActivityReading activities = Config.mapping(source).activity();
    Set<String> seen = new TreeSet<>();
    // Sources that share a mapping share the examples too.
    Config.sources().mappings().stream()
        .filter(mapping -> mapping.activity().equals(activities))
        .flatMap(mapping -> events(mapping.name()).stream())
        .forEach(event -> seen.add(event.activity() == null ? "" : event.activity().id()));
    Set<String> mapped = new TreeSet<>();
    for (ActivityRule rule : activities.rules()) {
      mapped.add(rule.activity().id());
    }
    assertThat(seen).containsAll(mapped);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void recordsSayThatTheyAreMade(String source) throws IOException {
    assertThat(Files.readString(folder(source).resolve("origin.txt")))
        .startsWith("Made for this project after ");
  }

  static Normalizer normalizer(String source) {
    SourceMapping mapping = Config.mapping(source);
    return Normalizer.compile(mapping, mapping.fields().keySet(), IdentityAliases.NONE);
  }

  static List<RawRecord> records(String source) {
    Path file = folder(source).resolve("records.ndjson");
    List<RawRecord> records = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        records.add(
            new RawRecord(
                source,
                RECEIVED,
                RECEIVED,
                line.getBytes(UTF_8),
                new Origin("records.ndjson", 0, records.size() + 1L)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  private static Path folder(String source) {
    return Config.ROOT.resolve("jobs/events/src/test/resources/golden").resolve(source);
  }

  static List<Event> events(String source) {
    List<Event> events = new ArrayList<>();
    Normalizer normalizer = normalizer(source);
    for (RawRecord raw : records(source)) {
      normalizer.normalize(raw, events::add, letter -> {});
    }
    return events;
  }
}
