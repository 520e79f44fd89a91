package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.compiled.Fingerprint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  private static final String RULES =
      """
      {title: A, id: a, name: a, logsource: {product: okta, service: okta},
       detection: {s: {eventType|startswith: a}, n: {client.ipAddress|cidr: 10.0.0.0/8}, condition: s and not n}}
      ---
      {title: B, id: b, name: b, logsource: {product: saas},
       detection: {s: {shared|contains: [x, "y*z"]}, condition: s}}
      """;
  private static final String SEQUENCE =
      """
      title: A then B
      id: ab
      level: high
      sequence:
        group-by: [shared]
        aliases: {shared: {a: source.ip}}
        timespan: 1h
        steps: [{one: {rule: a}}, {two: {rule: b, within: 10m}}]
      """;

  /** What a build without {@code where} made of {@link #SEQUENCE}. */
  private static final long MATCHING_BEFORE_WHERE = 398956310918952036L;

  private static final String OUTER =
      """
      title: Often
      id: often
      correlation:
        type: event_count
        rules: ab
        group-by: [shared]
        timespan: 1d
        condition: {gte: 2}
      """;

  private static Map<String, Fingerprint> of(SourceCatalog catalog, String... texts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String text : texts) {
      files.put("f" + files.size() + ".yml", text);
    }
    Loaded loaded = PatternFiles.loadTexts(files, catalog);
    assertThat(loaded.hasErrors()).as(loaded.text()).isFalse();
    return Fingerprint.of(loaded.set());
  }

  private static Map<String, Fingerprint> of(String... texts) {
    return of(TestSources.CATALOG, texts);
  }

  private static Fingerprint pattern(String id, Map<String, Fingerprint> all) {
    return Objects.requireNonNull(all.get(id), id);
  }

  private static Fingerprint sequence(Map<String, Fingerprint> all) {
    return pattern("ab", all);
  }

  @Test
  void isTheSameWhateverStandsBesideIt() {
    String other =
        """
        {title: C, id: c, logsource: {product: saas}, detection: {s: {shared: c}, condition: s}}
        """;
    Fingerprint alone = sequence(of(RULES, SEQUENCE));

    assertThat(sequence(of(other, RULES, SEQUENCE))).isEqualTo(alone);
    assertThat(sequence(of(SEQUENCE, RULES))).isEqualTo(alone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "startswith > endswith",
        "eventType|startswith: a > eventType|startswith: b",
        "eventType|startswith > eventType|cased|startswith",
        "10.0.0.0/8 > 11.0.0.0/8",
        "10.0.0.0/8 > 10.0.0.0/9",
        "y*z > y?z",
        "timespan: 1h > timespan: 2h",
        "within: 10m > within: 11m",
        "one: > eins:",
        "{rule: a}} > {rule: a, optional: true}}",
      })
  void tellsWhatDecidesMatching(String from, String to) {
    Fingerprint before = sequence(of(RULES, SEQUENCE));
    Fingerprint after = sequence(of(RULES.replace(from, to), SEQUENCE.replace(from, to)));

    assertThat(after.matching()).isNotEqualTo(before.matching());
    assertThat(after.keys()).isEqualTo(before.keys());
  }

  @Test
  void tellsWhatAPlaceholderStandsFor() {
    String uses = RULES.replace("eventType|startswith: a", "eventType|startswith|expand: '%kind%'");
    String lists = "{title: lists, placeholders: {kind: [a, b], other: x}}\n";
    Fingerprint before = sequence(of(uses, SEQUENCE, lists));

    assertThat(uses).isNotEqualTo(RULES);
    assertThat(sequence(of(uses, SEQUENCE, lists.replace("x}", "y}")))).isEqualTo(before);
    assertThat(sequence(of(uses, SEQUENCE, lists.replace("[a, b]", "[a]"))).matching())
        .isNotEqualTo(before.matching())
        .isEqualTo(sequence(of(RULES, SEQUENCE)).matching());
  }

  @Test
  void tellsAFilterAndADelay() {
    Fingerprint before = sequence(of(RULES, SEQUENCE));
    String filter =
        """
        {title: F, logsource: {product: okta, service: okta},
         filter: {rules: a, selection: {eventType: abc}, condition: not selection}}
        """;

    assertThat(sequence(of(RULES, SEQUENCE, filter)).matching()).isNotEqualTo(before.matching());
    assertThat(
            sequence(of(TestSources.CATALOG.withExtraDelay(Duration.ofMinutes(1)), RULES, SEQUENCE))
                .matching())
        .isNotEqualTo(before.matching());
  }

  @Test
  void tellsOtherGroups() {
    Fingerprint before = sequence(of(RULES, SEQUENCE));
    Fingerprint after =
        sequence(
            of(RULES, SEQUENCE.replace("{shared: {a: source.ip}}", "{shared: {a: user.name}}")));

    assertThat(after.keys()).isNotEqualTo(before.keys());
    assertThat(after.matching()).isNotEqualTo(before.matching());
  }

  @Test
  void hasTheSameGroupsWithOneMoreRule() {
    String more =
        """
        {title: C, id: c, name: c, logsource: {product: saas},
         detection: {s: {shared: c}, condition: s}}
        """;
    Fingerprint before = sequence(of(RULES, more, SEQUENCE));
    Fingerprint after =
        sequence(of(RULES, more, SEQUENCE.replace("10m}}]", "10m}}, {three: {rule: c}}]")));

    assertThat(after.keys()).isEqualTo(before.keys());
    assertThat(after.matching()).isNotEqualTo(before.matching());
  }

  @Test
  void tellsAnotherKeyAfterAStep() {
    String changing = SEQUENCE.replace("within: 10m", "group-by: [source.ip]");
    Map<String, Fingerprint> before = of(RULES, changing);
    Map<String, Fingerprint> after = of(RULES, changing.replace("[source.ip]", "[user.name]"));

    assertThat(sequence(after).keys()).isNotEqualTo(sequence(before).keys());
    assertThat(pattern("ab/1", after).keys()).isEqualTo(pattern("ab/1", before).keys());
    assertThat(pattern("ab/1", after).matching()).isNotEqualTo(pattern("ab/1", before).matching());
  }

  @ParameterizedTest
  @CsvSource({"level: high, level: low", "A then B, B after A"})
  void tellsWhatIsShownApart(String from, String to) {
    Fingerprint before = sequence(of(RULES, SEQUENCE));
    Fingerprint after = sequence(of(RULES, SEQUENCE.replace(from, to)));

    assertThat(after).isEqualTo(new Fingerprint(before.keys(), before.matching(), after.shown()));
    assertThat(after.shown()).isNotEqualTo(before.shown());
  }

  @Test
  void tellsWhatStepsCompare() {
    String where = SEQUENCE.replace("within: 10m", "where: 'two.user == one.user.name'");
    Fingerprint before = sequence(of(RULES, where));
    Fingerprint spaced = sequence(of(RULES, where.replace("==", " ==  ")));
    Fingerprint after = sequence(of(RULES, where.replace("==", "!=")));

    assertThat(spaced).isEqualTo(before);
    assertThat(after.matching()).isNotEqualTo(before.matching());
    assertThat(after.keys()).isEqualTo(before.keys());
  }

  @Test
  void isThatOfEarlierVersionsWhereNothingIsCompared() {
    assertThat(sequence(of(RULES, SEQUENCE)).matching()).isEqualTo(MATCHING_BEFORE_WHERE);
  }

  @Test
  void followsThePatternsThatAreSteps() {
    Fingerprint before = pattern("often", of(RULES, SEQUENCE, OUTER));
    Fingerprint retitled = pattern("often", of(RULES, SEQUENCE.replace("A then B", "x"), OUTER));
    Fingerprint changed = pattern("often", of(RULES, SEQUENCE.replace("1h", "2h"), OUTER));

    assertThat(retitled).isEqualTo(before);
    assertThat(changed.matching()).isNotEqualTo(before.matching());
    assertThat(sequence(of(RULES, SEQUENCE, OUTER)).shown())
        .as("becomes a step")
        .isNotEqualTo(sequence(of(RULES, SEQUENCE)).shown());
  }

  @Test
  void tellsOfAStepWhichFormsOfPatternsAreToldOfIt() {
    String another =
        OUTER.replace("id: often", "id: always").replace("title: Often", "title: Always");
    Fingerprint one = sequence(of(RULES, SEQUENCE, OUTER));
    Fingerprint two = sequence(of(RULES, SEQUENCE, OUTER, another));

    assertThat(two).isEqualTo(new Fingerprint(one.keys(), one.matching(), two.shown()));
    assertThat(two.shown()).isNotEqualTo(one.shown());
    assertThat(sequence(of(RULES, another, SEQUENCE, OUTER))).isEqualTo(two);
    assertThat(sequence(of(RULES, SEQUENCE, OUTER.replace("gte: 2", "gte: 3"))).shown())
        .isNotEqualTo(one.shown());
    assertThat(sequence(of(RULES, SEQUENCE, OUTER.replace("Often", "Rarely")))).isEqualTo(one);
  }
}
