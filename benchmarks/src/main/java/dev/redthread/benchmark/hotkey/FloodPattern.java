package dev.redthread.benchmark.hotkey;

import dev.redthread.benchmark.workload.PatternTexts;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.List;

/**
 * A pattern for the flood: sequences over rules a, b, c and r, counting kinds, and patterns of
 * patterns.
 */
enum FloodPattern {
  PLAIN("plain", sequence("- a: {rule: a}", "- b: {rule: b}", "- c: {rule: c}")),
  REPETITION(
      "repetition", sequence("- a: {rule: a}", "- b: {rule: b, times: 3}", "- c: {rule: c}")),
  WITHIN("within", sequence("- a: {rule: a}", "- b: {rule: b, within: 1m}", "- c: {rule: c}")),
  NOT_BETWEEN(
      "not between",
      sequence("- a: {rule: a}", "- not: {rule: r}", "- b: {rule: b}", "- c: {rule: c}")),
  NOT_COMPARED(
      "not between, compared",
      sequence(
          "- a: {rule: a}",
          "- not: {rule: r, where: 'not.user.name == a.user.name'}",
          "- b: {rule: b}",
          "- c: {rule: c}")),
  NOT_BEFORE(
      "not before",
      sequence(
          "- not: {rule: r, within: 1s}", "- a: {rule: a}", "- b: {rule: b}", "- c: {rule: c}")),
  NOT_AFTER(
      "not after",
      sequence(
          "- a: {rule: a}", "- b: {rule: b}", "- c: {rule: c}", "- not: {rule: r, within: 1s}")),
  UNTIL("until", sequence("- a: {rule: a}", "- b: {rule: b}", "- c: {rule: c}") + "  until: r\n"),
  OPTIONAL(
      "optional", sequence("- a: {rule: a}", "- b: {rule: b, optional: true}", "- c: {rule: c}")),
  OPTIONAL_REPETITION(
      "optional repetition",
      sequence("- a: {rule: a}", "- b: {rule: b, times: 3.., optional: true}", "- c: {rule: c}")),
  WHERE(
      "where",
      sequence(
          "- a: {rule: a}",
          "- b: {rule: b, where: 'b.user.name == a.user.name'}",
          "- c: {rule: c}")),
  WHERE_OVER_A_STEP(
      "where over a step",
      sequence(
          "- a: {rule: a}",
          "- b: {rule: b}",
          "- c: {rule: c, where: 'c.user.name == a.user.name'}")),
  WHERE_NEVER(
      "where that never holds",
      sequence(
          "- a: {rule: a}",
          "- b: {rule: b, where: 'b.user.name == a.event.id'}",
          "- c: {rule: c}")),
  WHERE_IN_ORDER(
      "where, less than",
      sequence(
          "- a: {rule: a}",
          "- b: {rule: b, where: 'b.user.name < a.user.name'}",
          "- c: {rule: c}")),
  WHERE_NEVER_IN_ORDER(
      "where, less than, that never holds",
      sequence(
          "- a: {rule: a}", "- b: {rule: b, where: 'b.user.name < a.event.id'}", "- c: {rule: c}")),
  WHERE_NEVER_ANOTHER(
      "where, not equal, that never holds",
      sequence(
          "- a: {rule: a}", "- b: {rule: b, where: 'b.person != a.person'}", "- c: {rule: c}")),
  WHERE_OF_ALL(
      "where over all steps that never holds",
      sequence(
          "- a: {rule: a}",
          "- b: {rule: b}",
          "- c: {rule: c, where: 'c.user.name < a.event.id || c.user.name < b.event.id'}")),
  ANY_ORDER(
      "any order", sequence("- any-order: [{a: {rule: a}}, {b: {rule: b}}]", "- c: {rule: c}")),
  ANY_ORDER_AT_THE_END(
      "any order at the end",
      sequence("- a: {rule: a}", "- any-order: [{b: {rule: b, within: 1m}}, {c: {rule: c}}]")),
  ANY_ORDER_NOT_COMPARED(
      "any order, then not, compared",
      sequence(
          "- any-order: [{a: {rule: a}}, {b: {rule: b}}]",
          "- not: {rule: r, where: 'not.user.name == b.user.name'}",
          "- c: {rule: c}")),
  EVERY_EVENT(
      "every event completes",
      sequence("- one: {rule: [a, b, c, r]}", "- two: {rule: [a, b, c, r]}")),
  EVENT_COUNT("event_count", counting("event_count", "a, b", "condition: {gte: 20}")),
  VALUE_COUNT(
      "value_count", counting("value_count", "a, b", "condition: {gte: 20, field: user.name}")),
  VALUE_SUM("value_sum", measuring("value_sum", 100_000)),
  VALUE_AVG("value_avg", measuring("value_avg", 500)),
  VALUE_MEDIAN("value_median", measuring("value_median", 500)),
  VALUE_PERCENTILE("value_percentile", measuring("value_percentile", 950)),
  NEW_VALUE("new_value", newValue()),
  TEMPORAL("temporal", counting("temporal", "a, b, c", "")),
  TEMPORAL_ORDERED(
      "two of three in order", counting("temporal_ordered", "a, b, c", "condition: {gte: 2}")),
  CHANGING_KEY(
      "key that changes",
      sequence("- a: {rule: a}", "- b: {rule: b}", "- c: {rule: c, group-by: [host.name]}")),
  PATTERN_OF_PATTERN(
      "pattern of a pattern", inner() + sequence("- first: {rule: inner}", "- r: {rule: r}")),
  COUNT_OF_PATTERN(
      "count of a pattern", inner() + counting("event_count", "inner", "condition: {gte: 20}"));

  /** A sequence, the one with most changes of state, and a count. */
  static final List<FloodPattern> ON_ROCKSDB = List.of(PLAIN, EVERY_EVENT, EVENT_COUNT);

  private final String text;
  private final String yaml;

  FloodPattern(String text, String yaml) {
    this.text = text;
    this.yaml = yaml;
  }

  String text() {
    return text;
  }

  Compiled compile(Sources sources) {
    StringBuilder all = new StringBuilder();
    for (String rule : List.of("a", "b", "c", "r")) {
      all.append(rule(rule));
    }
    return new Compiled(PatternTexts.compile(all + yaml, sources));
  }

  private static String rule(String name) {
    return """
        ---
        title: Rule %1$s
        id: 00000000-0000-4000-8000-%2$012d
        name: %1$s
        logsource: {product: okta, service: okta}
        detection:
          selection: {eventtype: flood.%1$s}
          condition: selection
        level: low
        """
        .formatted(name, (int) name.charAt(0));
  }

  private static String sequence(String... steps) {
    return """
        ---
        title: Flood
        id: 00000000-0000-4000-8000-200000000001
        level: high
        sequence:
          group-by: [person]
          timespan: 6h
          steps:
            %s
        """
        .formatted(String.join("\n    ", steps));
  }

  private static String inner() {
    return sequence("- a: {rule: a}", "- b: {rule: b}", "- c: {rule: c}")
        .replace("title: Flood", "title: Inner\nname: inner")
        .replace("-200000000001", "-200000000002");
  }

  private static String measuring(String type, int bound) {
    return counting(type, "a, b", "condition: {gt: %d, field: source.as.number}".formatted(bound));
  }

  private static String newValue() {
    return """
        ---
        title: Flood
        id: 00000000-0000-4000-8000-200000000001
        level: high
        new_value:
          rules: [a, b]
          field: user.name
          group-by: [person]
          baseline: 6h
          learning: 1m
        """;
  }

  private static String counting(String type, String rules, String condition) {
    return """
        ---
        title: Flood
        id: 00000000-0000-4000-8000-200000000001
        level: high
        correlation:
          type: %s
          rules: [%s]
          group-by: [person]
          timespan: %s
          %s
        """
        .formatted(type, rules, type.startsWith("temporal") ? "10m" : "6h", condition);
  }

  /** What a pattern was compiled to: itself, and the patterns that are steps of it. */
  record Compiled(PatternSet set) {}
}
