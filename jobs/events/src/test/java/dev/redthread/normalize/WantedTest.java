package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read in two steps is what is read in one, record for record, damaged ones too. */
final class WantedTest {
  private static final long SEED = 20_261_124;

  static Stream<String> sources() {
    return Config.sources().mappings().stream().map(SourceMapping::name);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void readsWhatIsWantedWhole(String source) {
    SplittableRandom random = new SplittableRandom(SEED);
    SourceMapping mapping = Config.mapping(source);
    for (int round = 0; round < 5; round++) {
      Set<String> demanded = new TreeSet<>(mapping.fields().keySet());
      demanded.removeIf(name -> random.nextInt(3) > 0);
      Normalizer whole = Normalizer.compile(mapping, demanded, IdentityAliases.NONE);
      Normalizer wanted =
          Normalizer.ofWanted(mapping, demanded, IdentityAliases.NONE, () -> Tables.NONE);
      for (RawRecord raw : records(source, random)) {
        compare(whole, wanted, raw, random);
      }
    }
  }

  private static void compare(
      Normalizer whole, Normalizer wanted, RawRecord raw, SplittableRandom random) {
    List<Event> all = new ArrayList<>();
    List<DeadLetter> letters = new ArrayList<>();
    whole.normalize(raw, all::add, letters::add);

    List<Event> expected = new ArrayList<>();
    List<Event> found = new ArrayList<>();
    List<DeadLetter> refused = new ArrayList<>();
    int[] asked = new int[1];
    wanted.normalize(
        raw,
        event -> {
          Event same = all.get(asked[0]++);
          assertThat(same.with(event.fields())).isEqualTo(event);
          assertThat(same.fields().names()).containsAll(event.fields().names());
          event.fields().forEach((name, value) -> assertThat(same.field(name)).isEqualTo(value));
          boolean wants = random.nextBoolean();
          if (wants) {
            expected.add(same);
          }
          return wants;
        },
        found::add,
        refused::add);

    String what = "seed " + SEED + ": " + new String(raw.bytes(), UTF_8);
    assertThat(asked[0]).as(what).isEqualTo(all.size());
    assertThat(found).as(what).isEqualTo(expected);
    assertThat(refused)
        .as(what)
        .extracting(DeadLetter::reason)
        .containsExactlyElementsOf(letters.stream().map(DeadLetter::reason).toList());
  }

  /** Those of the golden files: as they are, several in one list, cut off, and with other bytes. */
  private static List<RawRecord> records(String source, SplittableRandom random) {
    List<RawRecord> records = new ArrayList<>(SourceGoldenTest.records(source));
    for (RawRecord raw : SourceGoldenTest.records(source)) {
      String text = new String(raw.bytes(), UTF_8);
      records.add(changed(raw, ("[" + text + ", " + text + ",{}]").getBytes(UTF_8)));
      records.add(changed(raw, Arrays.copyOf(raw.bytes(), random.nextInt(raw.bytes().length))));
      byte[] flipped = raw.bytes().clone();
      flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(128);
      records.add(changed(raw, flipped));
    }
    return records;
  }

  private static RawRecord changed(RawRecord raw, byte[] bytes) {
    return new RawRecord(raw.source(), raw.receivedTime(), 0, bytes, new Origin("changed", 0, 1));
  }

  @Test
  void takesTextsThatWereSeenBeforeForWhatTheyAre() {
    Extraction extraction = new Extraction(Pattern.compile("^(.+)@.+$"));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 2_000; i++) {
        assertThat(extraction.of("user" + i + "@corp.example")).isEqualTo("user" + i);
        assertThat(extraction.of("nobody" + i)).isNull();
      }
      assertThat(extraction.of("x".repeat(500) + "@y")).isEqualTo("x".repeat(500));
      // Both have the same hash.
      assertThat(extraction.of("Aa@b")).isEqualTo("Aa");
      assertThat(extraction.of("BB@b")).isEqualTo("BB");
    }
  }
}
