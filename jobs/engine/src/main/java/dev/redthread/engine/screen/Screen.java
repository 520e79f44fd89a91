package dev.redthread.engine.screen;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All conditions of all patterns as one predicate index: by source, then by what an event must have
 * for a rule to match: a value, a text within a value, or at least a field.
 *
 * <p><i>Cost:</i> grows with the number of rules for which an event has that, plus those of its
 * source that need nothing to be there; not with the number of patterns.
 *
 * <p><i>Thread safety:</i> none; one for each operator instance.
 */
public final class Screen {

  /** Takes what an event matters to. */
  public interface Sink {

    /**
     * The event matters to a group of a pattern.
     *
     * @param roles the rules it matches, bit {@code i} for place {@code i} of the pattern's rules
     */
    void candidate(CompiledPattern pattern, List<String> group, long roles);

    /**
     * The event matches a rule of a pattern and joins no group by it, or no chain goes on from it
     * under another key, since a field of that is absent or null.
     */
    default void lacks(CompiledPattern pattern, String field) {}
  }

  private final RuleIndex everySource;
  private final Map<String, RuleIndex> bySource = new HashMap<>();
  private final List<List<Use>> usesByRule = new ArrayList<>();
  private final List<CompiledPattern> patterns;
  private final Grouping grouping = new Grouping();
  private final long[] roles;
  private final int[] touched;
  private int touchedCount;

  private Screen(PatternSet set, Set<String> derived) {
    patterns = set.patterns();
    roles = new long[patterns.size()];
    touched = new int[patterns.size()];
    set.rules().forEach(rule -> usesByRule.add(new ArrayList<>()));
    for (int i = 0; i < patterns.size(); i++) {
      List<Integer> rules = patterns.get(i).rules();
      if (rules.size() > Candidate.MOST_RULES) {
        throw new IllegalArgumentException(
            patterns.get(i).id() + " uses more than " + Candidate.MOST_RULES + " rules");
      }
      for (int place = 0; place < rules.size(); place++) {
        usesByRule.get(rules.get(place)).add(new Use(i, 1L << place));
      }
    }
    List<CompiledRule> used =
        set.rules().stream().filter(rule -> !usesByRule.get(rule.index()).isEmpty()).toList();
    everySource =
        RuleIndex.of(used.stream().filter(rule -> rule.sources().isEmpty()).toList(), derived);
    used.stream()
        .flatMap(rule -> rule.sources().stream())
        .flatMap(Set::stream)
        .distinct()
        .forEach(
            source ->
                bySource.put(
                    source,
                    RuleIndex.of(
                        used.stream().filter(rule -> rule.reads(source)).toList(), derived)));
  }

  public static Screen compile(PatternSet patterns) {
    return compile(patterns, Set.of());
  }

  /**
   * The same for events of which some fields cost much to ask for.
   *
   * @param derived fields that are asked for only where the others of a rule may hold
   */
  public static Screen compile(PatternSet patterns, Set<String> derived) {
    return new Screen(patterns, derived);
  }

  /**
   * Tells the sink which groups of which patterns the event matters to, by pattern in its order.
   */
  public void match(Event event, Sink sink) {
    touchedCount = 0;
    bySource.getOrDefault(event.source(), everySource).match(event, this::matched);
    Arrays.sort(touched, 0, touchedCount);
    for (int i = 0; i < touchedCount; i++) {
      int pattern = touched[i];
      long matchedRoles = roles[pattern];
      roles[pattern] = 0;
      grouping.spread(patterns.get(pattern), event, matchedRoles, sink);
    }
  }

  /** Whether the event would matter to some pattern if it had this field. */
  public boolean lacks(Event event, String field) {
    boolean[] found = new boolean[1];
    match(
        event,
        new Sink() {
          @Override
          public void candidate(CompiledPattern pattern, List<String> group, long roles) {}

          @Override
          public void lacks(CompiledPattern pattern, String absent) {
            found[0] |= absent.equals(field);
          }
        });
    return found[0];
  }

  private void matched(CompiledRule rule) {
    for (Use use : usesByRule.get(rule.index())) {
      if (roles[use.pattern] == 0) {
        touched[touchedCount++] = use.pattern;
      }
      roles[use.pattern] |= use.role;
    }
  }

  /** That a pattern uses a rule, and as which role. */
  private record Use(int pattern, long role) {}
}
