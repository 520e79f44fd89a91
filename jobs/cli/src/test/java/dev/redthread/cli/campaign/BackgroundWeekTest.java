package dev.redthread.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundWeekTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static Background week(long seed, int people) {
    return new Background(
        seed,
        people,
        LocalDate.parse("2025-11-03"),
        LocalDate.parse("2025-11-09"),
        "analytics-vendor.example",
        Company.Kind.VENDOR);
  }

  @Test
  void writesTheSameBytesForTheSameParameters() throws IOException {
    Path first = folder.resolve("first.ndjson");
    Path second = folder.resolve("second.ndjson");
    Path other = folder.resolve("other.ndjson");
    BackgroundWeek.write(week(1, 20), first);
    BackgroundWeek.write(week(1, 20), second);
    BackgroundWeek.write(week(2, 20), other);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
  }

  @Test
  void fillsAWeekOfTwoHundredPeople() throws IOException {
    Path log = folder.resolve("week.ndjson");
    BackgroundWeek.Written written = BackgroundWeek.write(week(7, 200), log);
    assertThat(written.records()).isBetween(30_000L, 60_000L);
    assertThat(written.bytes()).isBetween(20_000_000L, 80_000_000L);
    assertThat(countBySource(log).keySet())
        .containsExactly(
            "google_workspace.admin",
            "google_workspace.drive",
            "google_workspace.login",
            "google_workspace.token",
            "lookout.mtd",
            "mixpanel.audit",
            "o365.audit",
            "okta.system",
            "phishing.report",
            "vendor.export");
  }

  @Test
  void writesEnvelopesInTheOrderOfTheirReceipt() throws IOException {
    Path log = folder.resolve("week.ndjson");
    BackgroundWeek.write(week(3, 30), log);
    Instant last = Instant.MIN;
    for (String line : Files.readAllLines(log)) {
      JsonNode envelope = JSON.readTree(line);
      assertThat(envelope.properties())
          .extracting(Map.Entry::getKey)
          .isEqualTo(List.of("source", "received", "event"));
      Instant received = Instant.parse(envelope.get("received").textValue());
      assertThat(received).isAfterOrEqualTo(last);
      last = received;
    }
  }

  @Test
  void makesOktaRecordsAsLargeAsRealOnes() throws IOException {
    Path log = folder.resolve("week.ndjson");
    BackgroundWeek.write(week(3, 30), log);
    double mean =
        Files.readAllLines(log).stream()
            .filter(line -> line.startsWith("{\"source\":\"okta.system\""))
            .mapToInt(String::length)
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(1_500.0, 2_500.0);
  }

  @Test
  void repeatsSomeMicrosoftRecords() throws IOException {
    Path log = folder.resolve("week.ndjson");
    BackgroundWeek.write(week(3, 30), log);
    List<String> ids =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains("\"o365.audit\""))
            .map(line -> line.replaceAll(".*\"Id\":\"([^\"]+)\".*", "$1"))
            .toList();
    assertThat(ids.stream().distinct().count()).isBetween(ids.size() * 3L / 4, ids.size() - 1L);
  }

  private static Map<String, Integer> countBySource(Path log) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    try (var lines = Files.lines(log)) {
      lines.forEach(
          line -> counts.merge(line.substring(11, line.indexOf('"', 11)), 1, Integer::sum));
    }
    return counts;
  }
}
