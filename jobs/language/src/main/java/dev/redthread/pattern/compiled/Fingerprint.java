package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By what two compiled forms of a pattern are told apart: hashes that depend neither on the place
 * of its rules in the set nor on patterns that have nothing to do with it.
 *
 * @param keys what the pattern's groups are made of, however many rules have it: where it differs,
 *     what is kept of one form means nothing to the other
 * @param matching what decides whether events match: rules, filters, steps, bounds, delays, and the
 *     same of the patterns that are steps of it
 * @param shown what findings say of the pattern, whether anybody is told, and which forms of other
 *     patterns have it as a step: one that is new is told all that completed it
 */
public record Fingerprint(long keys, long matching, long shown) implements Serializable {

  /** Those of all patterns of a set, by id. */
  public static Map<String, Fingerprint> of(PatternSet set) {
    Map<String, Long> matching = new HashMap<>();
    set.patterns().forEach(pattern -> matching(pattern, set, matching));
    Map<String, List<Object>> outer = outer(set, matching);
    Map<String, Fingerprint> known = new HashMap<>();
    for (CompiledPattern pattern : set.patterns()) {
      String id = pattern.id();
      known.put(
          id,
          new Fingerprint(
              keys(pattern),
              matching(pattern, set, matching),
              shown(pattern, set, outer.getOrDefault(id, List.of()))));
    }
    return known;
  }

  private static long keys(CompiledPattern pattern) {
    return Canonical.hash(keyFields(pattern), pattern.shape() instanceof Shape.Single);
  }

  private static long matching(CompiledPattern pattern, PatternSet set, Map<String, Long> known) {
    Long found = known.get(pattern.id());
    if (found != null) {
      return found;
    }
    List<Object> rules = new ArrayList<>();
    for (int index : pattern.rules()) {
      CompiledRule rule = set.rules().get(index);
      rules.add(rule.name());
      rules.add(rule.sources());
      rules.add(rule.maxDelay());
      rules.add(rule.condition());
    }
    if (!pattern.links().places().isEmpty()) {
      rules.add(pattern.links());
    }
    for (CompiledPattern step : Levels.steps(pattern, set)) {
      rules.add(matching(step, set, known));
    }
    long matching =
        Canonical.hash(
            pattern.groupBy(), pattern.handsOver(), pattern.shape(), pattern.maxDelay(), rules);
    known.put(pattern.id(), matching);
    return matching;
  }

  private static long shown(CompiledPattern pattern, PatternSet set, List<Object> outer) {
    List<Object> parts = new ArrayList<>();
    parts.add(pattern.title());
    parts.add(pattern.level());
    parts.add(pattern.tags());
    parts.add(pattern.risk());
    parts.add(pattern.shadow());
    parts.add(pattern.runbook() == null ? "" : pattern.runbook());
    parts.add(set.isStep(pattern.id()) ? outer : false);
    parts.add(set.silent().contains(pattern.id()));
    if (!pattern.response().equals(Response.NONE)) {
      parts.add(pattern.response());
    }
    return Canonical.hash(parts.toArray());
  }

  /** Of each pattern that is a step: the patterns that are told of it, and in which form. */
  private static Map<String, List<Object>> outer(PatternSet set, Map<String, Long> matching) {
    Map<String, List<Object>> outer = new HashMap<>();
    set.patterns().stream()
        .sorted(Comparator.comparing(CompiledPattern::id))
        .forEach(
            pattern -> {
              for (CompiledPattern step : Levels.steps(pattern, set)) {
                outer
                    .computeIfAbsent(step.id(), any -> new ArrayList<>())
                    .add(List.of(pattern.id(), keys(pattern), matching(pattern, set, matching)));
              }
            });
    return outer;
  }

  /** Each field of the groups by name, and all that it is read from. */
  private static List<Object> keyFields(CompiledPattern pattern) {
    List<Object> keys = new ArrayList<>();
    for (GroupKey key : pattern.groupBy()) {
      keys.add(key.name());
      keys.add(Set.copyOf(key.fieldByRule()));
    }
    return keys;
  }
}
