package dev.redthread.normalize.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.event.Value;
import dev.redthread.normalize.enrich.PlaceFile.Column;
import dev.redthread.normalize.enrich.RandomNetworks.Bits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random MaxMind files: what they say of an address, and that damaged ones do no harm. */
final class PlaceFileGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 100);

  /** In the file IPv4 addresses are in {@code ::/96}, and so in shorter networks. */
  private static final int INSIDE = 3;

  @TempDir private Path folder;

  private record Line(Bits network, Map<String, Object> content) {}

  @Test
  void saysWhatTheSmallestNetworkOfAnAddressHas() throws IOException {
    int hits = 0;
    for (int i = 0; i < CASES; i++) {
      SplittableRandom random = new SplittableRandom(FIRST_SEED + i);
      RandomNetworks networks = new RandomNetworks(random);
      Map<String, Line> lines = new HashMap<>();
      for (int line = random.nextInt(1, 30); line > 0; line--) {
        Bits network = networks.network(INSIDE);
        lines.put(network.text(), new Line(network, content(random)));
      }
      PlaceFile file = PlaceFile.open(write(lines));
      for (int ask = 0; ask < 20; ask++) {
        Bits address = networks.address();
        Map<String, Object> expected =
            lines.values().stream()
                .filter(line -> line.network.holds(address))
                .max(Comparator.comparingInt(line -> line.network.length()))
                .map(Line::content)
                .orElse(Map.of());
        String which = "seed " + (FIRST_SEED + i) + ": " + address.text();
        assertThat(file.find(Column.COUNTRY, address.text()))
            .as(which)
            .isEqualTo(text(inner(expected, "country", "iso_code")));
        assertThat(file.find(Column.CITY, address.text()))
            .as(which)
            .isEqualTo(text(inner(expected, "city", "names", "en")));
        assertThat(file.find(Column.AS_NUMBER, address.text()))
            .as(which)
            .isEqualTo(
                expected.get("autonomous_system_number") instanceof Integer number
                    ? Value.of(number.longValue())
                    : null);
        assertThat(file.find(Column.AS_ORGANIZATION, address.text()))
            .as(which)
            .isEqualTo(text(expected.get("autonomous_system_organization")));
        hits += expected.isEmpty() ? 0 : 1;
      }
    }
    assertThat(hits).isGreaterThan(CASES);
  }

  @Test
  void aDamagedFileIsRefusedOrSaysNothingWrongOfAddresses() throws IOException {
    int refused = 0;
    int opened = 0;
    for (int i = 0; i < CASES; i++) {
      SplittableRandom random = new SplittableRandom(FIRST_SEED + i);
      RandomNetworks networks = new RandomNetworks(random);
      Bits network = networks.network(INSIDE);
      Path path = write(Map.of("", new Line(network, content(random))));
      byte[] bytes = Files.readAllBytes(path);
      if (random.nextBoolean()) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(path, bytes);
      try {
        PlaceFile file = PlaceFile.open(path);
        opened++;
        for (Column column : Column.values()) {
          Value found = file.find(column, network.text().replaceAll("/.*", ""));
          assertThat(
                  found == null || (found instanceof Value.Whole) == (column == Column.AS_NUMBER))
              .as("seed %d", FIRST_SEED + i)
              .isTrue();
        }
      } catch (PlaceFile.NotOne e) {
        refused++;
        assertThat(e).hasMessageContaining("fetch it again");
      }
    }
    assertThat(refused).isPositive();
    assertThat(opened).isPositive();
  }

  @Test
  void whatIsNoMaxMindFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("no.mmdb"), "<html>not found</html>");
    assertThatThrownBy(() -> PlaceFile.open(file))
        .isInstanceOf(PlaceFile.NotOne.class)
        .hasMessageStartingWith("this is no whole MaxMind file (.mmdb), fetch it again: ");
  }

  private Path write(Map<String, Line> lines) throws IOException {
    List<MmdbWriter.Entry> entries = new ArrayList<>();
    lines
        .values()
        .forEach(
            line -> entries.add(new MmdbWriter.Entry(inFile(line.network.text()), line.content)));
    return Files.write(folder.resolve("places.mmdb"), MmdbWriter.write("Test-City", entries));
  }

  private static Cidr inFile(String text) {
    return Cidr.parse(text);
  }

  private static Map<String, Object> content(SplittableRandom random) {
    Map<String, Object> content = new HashMap<>();
    if (random.nextBoolean()) {
      content.put("country", Map.of("iso_code", "C" + random.nextInt(9), "geoname_id", 7));
    }
    if (random.nextBoolean()) {
      content.put(
          "city", Map.of("names", Map.of("de", "x".repeat(40), "en", "City " + random.nextInt(9))));
    }
    if (random.nextBoolean()) {
      content.put("autonomous_system_number", random.nextInt(1, 70_000));
      content.put("autonomous_system_organization", "Net " + random.nextInt(9));
    }
    return content;
  }

  private static Object inner(Map<?, ?> map, String... path) {
    Object at = map;
    for (String key : path) {
      at = at instanceof Map<?, ?> inner && inner.containsKey(key) ? inner.get(key) : "";
    }
    return at;
  }

  private static @Nullable Value text(@Nullable Object text) {
    return text == null || text.equals("") ? null : Value.of(String.valueOf(text));
  }
}
