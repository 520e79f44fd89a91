package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which patterns wait for links between devices and persons, and that {@code explain} says so. */
final class LateLinksTest {
  private static final SourceInfo IDP = source("idp", 2, Set.of("user.email", "person"), false);
  private static final SourceInfo PHONE =
      source("phone", 5, Set.of("user.email", "device.id", "person", "host.name"), false);
  private static final SourceInfo REGISTER =
      source("register", 90, Set.of("user.email", "device.id", "person"), true);

  private static final String RULES =
      """
      {title: Login, id: login, logsource: {product: idp},
       detection: {s: {event.action: login}, condition: s}}
      ---
      {title: Click, id: click, logsource: {product: phone},
       detection: {s: {event.action: click}, condition: s}}
      ---
      """;

  private static SourceInfo source(String name, int minutes, Set<String> fields, boolean links) {
    return new SourceInfo(
        name,
        List.of(new Logsource(null, name, null)),
        false,
        Duration.ZERO,
        Duration.ofMinutes(minutes),
        fields,
        Map.of(),
        Map.of(),
        links);
  }

  private static PatternSet load(String pattern, SourceInfo... sources) {
    Loaded loaded =
        PatternFiles.loadTexts(
            Map.of("pattern.yml", RULES + pattern), new SourceCatalog(List.of(sources)));
    assertThat(loaded.hasErrors()).as(loaded.text()).isFalse();
    return loaded.set();
  }

  private static String sequence(String key, String steps) {
    return """
    title: p
    id: p
    sequence:
      group-by: [%s]
      timespan: 1h
      steps: %s
    """
        .formatted(key, steps);
  }

  private static String explained(String pattern, SourceInfo... sources) {
    PatternSet set = load(pattern, sources);
    return Listing.of(set.pattern("p").orElseThrow(), set, new SourceCatalog(List.of(sources)));
  }

  @Test
  void explainSaysForWhichLinkAnAbsenceWaits() {
    String steps = "[{a: {rule: login}}, {not: {rule: click}}, {b: {rule: login}}]";

    assertThat(explained(sequence("person", steps), IDP, PHONE, REGISTER))
        .contains(
            "no click between a and b: decided at b + 2h30m, since register may tell 1h30m late whose"
                + " a device is, and that counts for what was up to 1h before",
            "events of a device without a person: up to 2h30m late by the link to its owner",
            "events up to the budget, each for 3h30m");
  }

  @Test
  void waitsForTheEventWhereThatIsLater() {
    String steps = "[{a: {rule: login}}, {not: {rule: click}}, {b: {rule: login}}]";
    SourceInfo slow = source("phone", 600, Set.of("device.id", "person"), false);

    assertThat(explained(sequence("person", steps), IDP, slow, REGISTER))
        .contains("decided at b + 10h, since phone may be so late");
  }

  /** Each in turn lacks one thing that makes a pattern wait for links. */
  @ParameterizedTest
  @CsvSource({
    "person,    click, true,  150",
    "person,    login, true,  2",
    "person,    click, false, 5",
    "host.name, click, true,  5"
  })
  void waitsForLinksOnlyWhereTheyMatter(String key, String absent, boolean linked, long minutes) {
    String steps = "[{a: {rule: click}}, {not: {rule: " + absent + "}}, {b: {rule: click}}]";
    PatternSet set =
        linked
            ? load(sequence(key, steps), IDP, PHONE, REGISTER)
            : load(sequence(key, steps), IDP, PHONE);
    CompiledPattern pattern = set.pattern("p").orElseThrow();
    int place =
        pattern.rules().stream().map(rule -> set.rules().get(rule).name()).toList().indexOf(absent);

    assertThat(pattern.maxDelay(place, set)).isEqualTo(Duration.ofMinutes(minutes).toMillis());
  }

  @Test
  void waitsWhereAPersonIsComparedOrCounted() {
    String count =
        """
        title: p
        id: p
        correlation:
          type: value_count
          rules: [click]
          group-by: [host.name]
          timespan: 1h
          condition: {field: person, lt: 3}
        """;

    assertThat(load(count, IDP, PHONE, REGISTER).pattern("p").orElseThrow().maxDelay())
        .isEqualTo(Duration.ofMinutes(150).toMillis());
  }

  @Test
  void waitsWhereTheNextKeyIsAPerson() {
    String pattern =
        sequence("host.name", "[{a: {rule: click}}, {b: {rule: login, group-by: [person]}}]");
    PatternSet set = load(pattern, IDP, PHONE, REGISTER);

    assertThat(set.pattern("p/1").orElseThrow().maxDelay())
        .isEqualTo(Duration.ofMinutes(150).toMillis());
    assertThat(set.pattern("p").orElseThrow().maxDelay())
        .as("the part before is a source of the part after")
        .isEqualTo(Duration.ofMinutes(150).toMillis());
  }
}
