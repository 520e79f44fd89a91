package dev.redthread.engine.reference;

import java.util.List;
import java.util.Map;

/**
 * A pattern some of whose rules are other patterns.
 *
 * @param pattern without a group
 * @param rules what an event's {@link RawEvent#rules()} must name, for each rule of the pattern
 * @param keys for each name in {@code group-by}, the field that each rule has it in
 * @param names the names in {@code group-by}, in their order
 * @param steps the ids of the patterns that are steps of it
 */
public record RefNested(
    RefPattern pattern,
    List<String> rules,
    Map<String, List<String>> keys,
    List<String> names,
    List<String> steps) {
  public RefNested {
    rules = List.copyOf(rules);
    keys = Map.copyOf(keys);
    names = List.copyOf(names);
    steps = List.copyOf(steps);
  }

  /** The source of its completing events, which is also the rule that they match. */
  public static String source(String pattern) {
    return "pattern:" + pattern;
  }
}
