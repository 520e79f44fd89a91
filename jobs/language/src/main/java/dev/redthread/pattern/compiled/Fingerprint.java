package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.ArrayList;
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
 * @param shown what findings say of the pattern, and whether anybody is told
 */
public record Fingerprint(long keys, long matching, long shown) implements Serializable {

  /** Those of all patterns of a set, by id. */
  public static Map<String, Fingerprint> of(PatternSet set) {
    Map<String, Fingerprint> known = new HashMap<>();
    set.patterns().forEach(pattern -> of(pattern, set, known));
    return known;
  }

  private static Fingerprint of(
      CompiledPattern pattern, PatternSet set, Map<String, Fingerprint> known) {
    Fingerprint found = known.get(pattern.id());
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
    for (CompiledPattern step : Levels.steps(pattern, set)) {
      rules.add(of(step, set, known).matching);
    }
    Fingerprint fingerprint =
        new Fingerprint(
            Canonical.hash(keys(pattern), pattern.shape() instanceof Shape.Single),
            Canonical.hash(
                pattern.groupBy(), pattern.handsOver(), pattern.shape(), pattern.maxDelay(), rules),
            Canonical.hash(
                pattern.title(),
                pattern.level(),
                pattern.tags(),
                pattern.risk(),
                pattern.shadow(),
                pattern.runbook() == null ? "" : pattern.runbook(),
                set.isStep(pattern.id()),
                set.silent().contains(pattern.id())));
    known.put(pattern.id(), fingerprint);
    return fingerprint;
  }

  /** Each field of the groups by name, and all that it is read from. */
  private static List<Object> keys(CompiledPattern pattern) {
    List<Object> keys = new ArrayList<>();
    for (GroupKey key : pattern.groupBy()) {
      keys.add(key.name());
      keys.add(Set.copyOf(key.fieldByRule()));
    }
    return keys;
  }
}
