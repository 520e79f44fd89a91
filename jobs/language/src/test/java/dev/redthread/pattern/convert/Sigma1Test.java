package dev.redthread.pattern.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pattern.diagnostic.Diagnostics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sigma1Test {
  private static final SourceCatalog ANYTHING =
      new SourceCatalog(
          List.of(
              new SourceInfo(
                  "json", List.of(), true, Duration.ZERO, Duration.ZERO, Set.of(), Map.of())));

  private static final String RULE =
      """
      # A comment that stays
      title: "Many: logins"
      id: 00000000-0000-4000-8000-000000000001
      status: test
      logsource:
        product: any
      detection:
        selection:
          a: [x, '007', yes]   # and this one
          b|contains: '*'
        timeframe: 15m
        condition: selection | %s
      level: high
      tags: [attack.t1110]
      """;

  private final Diagnostics diagnostics = new Diagnostics();

  private String convert(String text) {
    return Sigma1.convert("old.yml", text, diagnostics);
  }

  private PatternSet load(String text) {
    Loaded loaded = PatternFiles.loadTexts(Map.of("new.yml", text), ANYTHING);
    assertThat(loaded.diagnostics().stream().filter(Diagnostic::isError))
        .as("%s of%n%s", loaded.text(), text)
        .isEmpty();
    return loaded.set();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "count() by c > 5; EVENTS; ; GT; 5",
        "count() by c >= 5; EVENTS; ; GTE; 5",
        "count(d) by c < 5; VALUES; d; LT; 5",
        "count( d.e )  by  c , f <= 5; VALUES; d.e; LTE; 5",
        "sum(d) by c > 1.5; SUM; d; GT; 1.5",
        "avg(d) by c = 3; AVERAGE; d; EQ; 3",
        "count() by c == 7; EVENTS; ; EQ; 7",
      })
  void writesACorrelationForAnAggregation(
      String aggregation, Measure.Kind kind, String field, Bounds.Relation relation, String bound) {
    PatternSet set = load(convert(RULE.formatted(aggregation)));

    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(set.patterns()).hasSize(1);
    assertThat(set.patterns().get(0).title()).isEqualTo("Many: logins");
    assertThat(set.patterns().get(0).tags()).containsExactly("attack.t1110");
    assertThat(set.patterns().get(0).groupBy().get(0).name()).isEqualTo("c");
    Shape.Window window = (Shape.Window) set.patterns().get(0).shape();
    assertThat(window.timespan()).isEqualTo(Duration.ofMinutes(15).toMillis());
    assertThat(window.measure().kind()).isEqualTo(kind);
    assertThat(window.measure().fieldByRule())
        .isEqualTo(field == null ? List.of() : List.of(field));
    assertThat(window.bounds().all()).hasSize(1);
    assertThat(window.bounds().all().get(0).relation()).isEqualTo(relation);
    assertThat(window.bounds().all().get(0).value()).isEqualByComparingTo(bound);
  }

  @Test
  void keepsWhatTheRuleSelects() {
    String plain = RULE.formatted("x").replace(" | x", "").replace("  timeframe: 15m\n", "");

    String converted = convert(RULE.formatted("count() by c > 5"));

    assertThat(load(converted).rules().get(0).condition())
        .isEqualTo(load(plain).rules().get(0).condition());
    assertThat(converted).contains("# A comment that stays", "# and this one");
  }

  @Test
  void isTheSameEachTimeAndLeavesSigma2Alone() {
    String once = convert(RULE.formatted("count() by c > 5"));

    assertThat(convert(RULE.formatted("count() by c > 5"))).isEqualTo(once);
    assertThat(convert(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count() > 5",
        "max(a) by c > 5",
        "near b and c",
        "count() by c > 2.5",
        "sum() by c > 5",
        "count() by c",
        "count() by c > 5 | count() by d > 2"
      })
  void saysWhatItCannotConvertAndLeavesItAlone(String aggregation) {
    String converted = convert(RULE.formatted(aggregation));

    assertThat(diagnostics.sorted()).hasSize(1);
    assertThat(diagnostics.sorted().get(0).place()).hasToString("old.yml:12:14");
    assertThat(converted).contains("| " + aggregation, "timeframe: 15m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeframe: 1M", "other: x"})
  void needsATimeframe(String instead) {
    convert(RULE.formatted("count() by c > 5").replace("timeframe: 15m", instead));

    assertThat(diagnostics.errors()).isEqualTo(1);
  }

  @Test
  void writesCollectionsWhole() {
    String converted =
        convert(
            """
            action: global
            title: Both
            id: 00000000-0000-4000-8000-000000000001
            logsource: {product: any}
            detection:
              condition: s
            ---
            detection: {s: {a: 1}}
            ---
            title: Other
            detection: {s: {a: 2}}
            ---
            action: repeat
            title: Third
            detection: {s: {b: 3}}
            ---
            action: reset
            ---
            title: Fourth
            id: 00000000-0000-4000-8000-000000000002
            logsource: {product: other}
            detection: {s: {a: 4}, condition: s}
            """);

    PatternSet set = load(converted);
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(set.patterns().stream().map(each -> each.title()))
        .containsExactly("Both", "Other", "Third", "Fourth");
    assertThat(set.patterns().stream().map(each -> each.id())).doesNotHaveDuplicates();
    assertThat(set.rules().get(2).condition().toString()).contains("text=2", "text=3");
    assertThat(converted).doesNotContain("action");
  }

  @Test
  void reportsWhatIsNoYaml() {
    assertThat(convert("title: [")).isEmpty();
    assertThat(diagnostics.errors()).isEqualTo(1);
  }
}
