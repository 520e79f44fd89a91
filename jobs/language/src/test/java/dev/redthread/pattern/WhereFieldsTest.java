package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What steps compare is read of events, by the name that each source has for it. */
class WhereFieldsTest {
  private static final String TEXT =
      """
      {title: A, id: a, name: a, logsource: {product: okta, service: okta}, detection: {s: {eventType: a}, condition: s}}
      ---
      {title: B, id: b, name: b, logsource: {category: saas}, detection: {s: {action: b}, condition: s}}
      ---
      title: A then B
      id: ab
      sequence:
        group-by: [shared]
        aliases: {shared: {a: person}}
        timespan: 1h
        steps:
          - one: {rule: a}
          - two:
              rule: b
              where: two.user == one.client.ipAddress && two["raw.path"] != one["target.0.id"]
      """;

  private static PatternSet set() {
    Loaded loaded = PatternFiles.loadTexts(Map.of("x.yml", TEXT), TestSources.CATALOG);
    assertThat(loaded.hasErrors()).as(loaded.text()).isFalse();
    return loaded.set();
  }

  @Test
  void areDemandedOfTheNormaliser() {
    assertThat(set().fields("okta.system").names())
        .contains("source.ip", "user.name", "user.id", "raw.path", "target.0.id")
        .doesNotContain("client.ipAddress", "user");
  }

  @Test
  void haveTheNameOfEachFormOfARule() {
    Shape.Sequence sequence = (Shape.Sequence) set().pattern("ab").orElseThrow().shape();
    assertThat(sequence.steps().get(1).where().get(0).fields())
        .satisfiesExactly(
            two -> assertThat(two.byRule()).containsExactlyInAnyOrder("user.name", "user.id"),
            one -> assertThat(one.byRule()).containsExactly("source.ip"));
  }
}
