package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.event.ValueType;
import dev.redthread.normalize.DerivedField.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Fields that tables add: what they are, when they are looked up, and what a record cannot fake.
 */
final class DerivedFieldsTest {
  private static final String NETWORK = "source.network.name";
  private static final String GRADE = "redthread.people.grade";
  private static final String COUNTRY = "source.geo.country_iso_code";
  private static final List<DerivedField> FIELDS =
      List.of(
          new DerivedField(
              NETWORK, ValueType.TEXT, List.of(new Lookup("source.ip", "networks", ""))),
          new DerivedField(
              GRADE,
              ValueType.TEXT,
              List.of(new Lookup("person", "people", "grade"), new Lookup("user.id", "ids", ""))),
          new DerivedField(
              COUNTRY, ValueType.TEXT, List.of(new Lookup("source.ip", "places", ""))));
  private static final SourceMapping OKTA =
      Config.sources().with(FIELDS).mapping("okta.system").orElseThrow();

  private final Counted tables = new Counted();

  /** Says of everything what was asked, and counts. */
  private static final class Counted implements Tables {
    private final List<String> asked = new ArrayList<>();

    @Override
    public @Nullable Value find(Lookup lookup, String text) {
      asked.add(lookup.table());
      return text.equals("unknown") ? null : Value.of(lookup.table() + " of " + text);
    }

    @Override
    public String origin(Lookup lookup, String text) {
      return lookup.table() + ":1";
    }
  }

  private static RawRecord okta(String more) {
    String record =
        """
        {"uuid":"u1","published":"2026-11-09T10:00:00Z","eventType":"user.session.start",
         "outcome":{"result":"SUCCESS"},"actor":{"id":"00u1","alternateId":"Mona@company.example"},
         "client":{"ipAddress":"198.51.100.7"%s}}
        """
            .formatted(more);
    return new RawRecord(
        "okta.system", 1_794_000_000_000L, 0, record.getBytes(UTF_8), new Origin("f", 0, 1));
  }

  private List<Event> read(Normalizer normalizer, RawRecord raw, Predicate<Event> wanted) {
    List<Event> events = new ArrayList<>();
    normalizer.normalize(raw, wanted, events::add, letter -> assertThat(letter).isNull());
    return events;
  }

  private Normalizer lazy(String... demanded) {
    return Normalizer.ofWanted(OKTA, Set.of(demanded), IdentityAliases.NONE, () -> tables);
  }

  @Test
  void sourcesThatHaveWhatIsLookedUpHaveTheFields() {
    assertThat(OKTA.info().fields()).contains(NETWORK, GRADE, COUNTRY);
    assertThat(OKTA.info().types()).containsEntry(GRADE, ValueType.TEXT);
    int without = 0;
    for (SourceMapping mapping : Config.sources().with(FIELDS).mappings()) {
      boolean may = mapping.info().everyLogsource() || mapping.fields().containsKey("source.ip");
      assertThat(mapping.derived().containsKey(NETWORK)).as(mapping.name()).isEqualTo(may);
      assertThat(mapping.info().fields().contains(NETWORK)).as(mapping.name()).isEqualTo(may);
      without += may ? 0 : 1;
    }
    assertThat(without).isPositive();
  }

  @Test
  void anEventOfWhichNobodyAsksForOneCostsNoLookUp() {
    Normalizer normalizer = lazy(NETWORK, GRADE, "event.action");
    assertThat(read(normalizer, okta(""), event -> event.field("event.action") == null)).isEmpty();
    assertThat(tables.asked).isEmpty();
  }

  @Test
  void whatARuleAsksForIsLookedUpOnceAndAloneAndWhatIsWantedHasAll() {
    Normalizer normalizer = lazy(NETWORK, GRADE);
    List<Event> events =
        read(
            normalizer,
            okta(""),
            event -> {
              assertThat(event.field(NETWORK)).isEqualTo(Value.of("networks of 198.51.100.7"));
              assertThat(event.field(NETWORK)).isNotNull();
              assertThat(tables.asked).containsExactly("networks");
              return true;
            });
    assertThat(events).hasSize(1);
    assertThat(events.get(0).field(NETWORK)).isEqualTo(Value.of("networks of 198.51.100.7"));
    assertThat(events.get(0).field(GRADE))
        .isEqualTo(
            new Value.Many(
                List.of(Value.of("people of mona@company.example"), Value.of("ids of 00u1"))));
    assertThat(events.get(0).field(COUNTRY)).isEqualTo(Value.of("places of 198.51.100.7"));
  }

  @Test
  void readAtOnceOrWhenAskedForTheEventIsTheSame() {
    for (Set<String> demanded :
        List.of(Set.<String>of(), Set.of(GRADE, COUNTRY), Set.of(NETWORK))) {
      Normalizer whole =
          Normalizer.compile(OKTA, demanded, IdentityAliases.NONE, () -> tables, Limits.DEFAULT);
      Normalizer lazy = Normalizer.ofWanted(OKTA, demanded, IdentityAliases.NONE, () -> tables);
      List<Event> expected = read(whole, okta(""), event -> true);
      assertThat(expected.get(0).fields().names()).contains(NETWORK, GRADE, COUNTRY);
      assertThat(read(lazy, okta(""), event -> true)).isEqualTo(expected);
    }
  }

  @Test
  void whatTheVendorSaysCounts() {
    RawRecord raw = okta(",\"geographicalContext\":{\"country\":\"France\"}");
    for (Normalizer normalizer :
        List.of(
            lazy(COUNTRY),
            lazy(),
            Normalizer.compile(
                OKTA.withEveryLeaf(),
                Set.of(),
                IdentityAliases.NONE,
                () -> tables,
                Limits.DEFAULT))) {
      Event event = read(normalizer, raw, asked -> true).get(0);
      assertThat(event.field(COUNTRY)).isNotNull().isNotEqualTo(Value.of("places of 198.51.100.7"));
    }
  }

  @Test
  void aRecordCannotSayWhatOnlyTablesSay() {
    RawRecord raw = okta("},\"redthread\":{\"people\":{\"grade\":\"mine\"}},\"x\":{\"y\":1");
    for (Normalizer normalizer :
        List.of(
            lazy(GRADE),
            Normalizer.compile(
                OKTA.withEveryLeaf(),
                Set.of(GRADE),
                IdentityAliases.NONE,
                () -> tables,
                Limits.DEFAULT))) {
      read(
          normalizer,
          raw,
          event -> {
            assertThat(String.valueOf(event.field(GRADE))).doesNotContain("mine").contains("00u1");
            return true;
          });
    }
    Normalizer without =
        Normalizer.compile(
            OKTA.withEveryLeaf(),
            Set.of(GRADE),
            IdentityAliases.NONE,
            () -> Tables.NONE,
            Limits.DEFAULT);
    assertThat(read(without, raw, event -> true).get(0).field(GRADE)).isNull();
  }

  @Test
  void explainingSaysWhatWasAddedAndWhere() {
    List<Explanation> explanations =
        Explainer.of(Config.sources().with(FIELDS), "okta.system", IdentityAliases.NONE, tables)
            .explain(okta(""));
    assertThat(explanations).hasSize(1);
    assertThat(((Explanation.OfEvent) explanations.get(0)).fields())
        .contains(
            new Explanation.Field(
                NETWORK, "networks of 198.51.100.7", "source.ip = 198.51.100.7 in networks:1"),
            new Explanation.Field(
                GRADE,
                "people of mona@company.example,ids of 00u1",
                "person = mona@company.example in people:1, and user.id = 00u1 in ids:1"));
  }
}
