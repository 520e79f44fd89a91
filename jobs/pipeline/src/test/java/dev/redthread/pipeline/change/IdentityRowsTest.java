package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.normalize.IdentityAliases;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of a topic of names. */
final class IdentityRowsTest {
  private final IdentityRows rows = new IdentityRows();
  private long offset;

  private void put(@Nullable String key, @Nullable String value) {
    rows.put(bytes(key), bytes(value), new Origin("names", 3, offset++), 7);
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private Optional<String> person(String identifier) {
    return IdentityTexts.read(Map.of("topic names", rows.csv()), IdentityAliases.NONE)
        .person(identifier);
  }

  private List<String> refused() {
    return rows.refused().stream()
        .map(letter -> letter.origin() + " " + letter.reason() + " " + letter.detail())
        .toList();
  }

  @Test
  void theLastRecordOfAKeyCounts() {
    put("Lind, Mara", "{\"since\": {\"year\": 2020}, \"person\": \"Mara@Corp.example\"}");
    assertThat(person("lind, mara")).hasValue("mara@corp.example");
    put("Lind, Mara", "{\"person\": \"mo@corp.example\"}");
    assertThat(person("lind, mara")).hasValue("mo@corp.example");
    put("Lind, Mara", null);
    assertThat(person("lind, mara")).isEmpty();
    assertThat(refused()).isEmpty();
  }

  @Test
  void aRecordThatCannotBeReadSaysWhyAndTakesWhatItsKeySaid() {
    put("17", "{\"person\": \"mara\"}");
    put("17", "{\"person\": 4}");
    assertThat(person("17")).isEmpty();
    put(null, "{\"person\": \"mara\"}");
    put("a", "mara");
    put("b", "[]");
    put("c\"", "{\"person\": \"mara\"}");
    put("d", "{\"person\": \" \"}");
    assertThat(refused())
        .containsExactlyInAnyOrder(
            "names/3/1 BAD_FIELD no text under person: whose is it?",
            "names/3/2 BAD_FIELD a record without a key: the key is the identifier",
            "names/3/3 NOT_JSON not JSON: Unrecognized token 'mara': was expecting (JSON String,"
                + " Number, Array, Object or token 'null', 'true' or 'false')",
            "names/3/4 NOT_AN_OBJECT a value is {\"person\": …}, or none",
            "names/3/5 BAD_FIELD the key is a name on one line, without star and quotation mark",
            "names/3/6 BAD_FIELD person is a name on one line, without star and quotation mark");

    put("17", "{\"person\": \"mara\"}");
    assertThat(person("17")).hasValue("mara");
    assertThat(rows.refused()).hasSize(5);
  }

  @Test
  void keysThatDifferInCaseOnlyAndMeanTwoPersonsMeanNobody() {
    put("ann", "{\"person\": \"mara\"}");
    put("ANN", "{\"person\": \"Mara\"}");
    assertThat(person("ann")).hasValue("mara");
    put("Ann", "{\"person\": \"mo\"}");
    assertThat(person("ann")).isEmpty();
    put("Ann", null);
    assertThat(person("ann")).hasValue("mara");
  }

  @Test
  void whatIsRefusedGoesAlongWithItsVersionOnce() {
    put("17", "{");
    PatternVersion first = version(1);
    put("18", "{");
    PatternVersion second = version(2);

    assertThat(RefusedRecords.added(first, List.of()))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(rows.refused().subList(0, 1));
    assertThat(RefusedRecords.added(second, List.of(first)))
        .extracting(DeadLetter::origin)
        .containsExactly(new Origin("names", 3, 1));
    assertThat(IdentityTexts.read(second.texts(), IdentityAliases.NONE).person("17")).isEmpty();
  }

  @Test
  void ofManyRecordsThatSayNothingTheLastAreHandedOnAndLittleOfEach() {
    for (int i = 0; i < 1_500; i++) {
      put("key" + i, "x".repeat(5_000));
    }
    assertThat(rows.refused()).hasSize(1_000);
    assertThat(rows.refused()).allMatch(letter -> letter.original().length == 1_024);
    assertThat(rows.refused().get(999).origin()).isEqualTo(new Origin("names", 3, 1_499));
  }

  private PatternVersion version(long number) {
    return PatternVersion.of(
        SideFiles.IDENTITIES,
        number,
        0,
        Map.of("topic", rows.csv(), RefusedRecords.NAME, RefusedRecords.text(rows.refused())));
  }
}
