package dev.redthread.pattern.compiled;

import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of each absence of a sequence when it is decided, and why then. */
final class Deadlines {
  private final CompiledPattern pattern;
  private final PatternSet set;
  private final @Nullable SourceCatalog catalog;

  /**
   * @param catalog the sources, to name those that are the latest; null when they are not known
   */
  Deadlines(CompiledPattern pattern, PatternSet set, @Nullable SourceCatalog catalog) {
    this.pattern = pattern;
    this.set = set;
    this.catalog = catalog;
  }

  /** One line for each absence, and one for what follows; none without an absence. */
  List<String> lines(Shape.Sequence sequence) {
    List<String> lines = new ArrayList<>();
    List<Step> steps = sequence.steps();
    boolean trailing = false;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.kind() == Step.Kind.NOT) {
        Step before = mandatory(steps.subList(0, i), true);
        Step after = mandatory(steps.subList(i + 1, steps.size()), false);
        trailing |= after == null;
        lines.add(line(step.rules(), gap(step, before, after), bound(step, before, after)));
      }
    }
    if (!sequence.until().isEmpty()) {
      lines.add(line(sequence.until(), "between the first and the last event", "the last event"));
    }
    if (!lines.isEmpty()) {
      lines.add(
          sequence.settled() || trailing
              ? "a finding is raised once all of that is decided"
              : "a finding is raised at once, and withdrawn when one of them is refuted");
    }
    return lines;
  }

  /** How long an event is kept after it happened, in milliseconds. */
  static long kept(CompiledPattern pattern, Shape.Sequence sequence) {
    long kept = pattern.timespan() + pattern.maxDelay();
    long before = 0;
    long after = 0;
    for (int i = 0; i < sequence.steps().size(); i++) {
      Step step = sequence.steps().get(i);
      Long within = step.within();
      if (step.kind() == Step.Kind.NOT && within != null) {
        if (mandatory(sequence.steps().subList(0, i), true) == null) {
          before = Math.max(before, within);
        } else {
          after = Math.max(after, within);
        }
      }
    }
    return kept + before + after;
  }

  private static @Nullable Step mandatory(List<Step> steps, boolean last) {
    Step found = null;
    for (Step step : steps) {
      if (step.kind() == Step.Kind.MANDATORY && (last || found == null)) {
        found = step;
      }
    }
    return found;
  }

  private static String gap(Step step, @Nullable Step before, @Nullable Step after) {
    if (before != null && after != null) {
      return "between " + before.name() + " and " + after.name();
    }
    String reach = reach(step);
    return before == null
        ? "in the " + reach + " before " + (after == null ? "the rest" : after.name())
        : "in the " + reach + " after " + before.name();
  }

  private static String bound(Step step, @Nullable Step before, @Nullable Step after) {
    if (after == null) {
      return (before == null ? "the end" : before.name()) + " + " + reach(step);
    }
    return after.least() > 1 ? "the first event of " + after.name() : after.name();
  }

  private static String reach(Step step) {
    Long within = step.within();
    return within == null ? "time" : Listing.duration(within);
  }

  private String line(List<Integer> places, String gap, String bound) {
    List<CompiledRule> rules =
        places.stream().map(place -> set.rules().get(pattern.rules().get(place))).toList();
    long delay = rules.stream().mapToLong(CompiledRule::maxDelay).max().orElse(0);
    String names =
        rules.stream().map(CompiledRule::name).distinct().collect(Collectors.joining(" or "));
    return "no "
        + names
        + " "
        + gap
        + ": decided at "
        + bound
        + " + "
        + Listing.duration(delay)
        + ", since "
        + slowest(rules, delay)
        + " may be so late";
  }

  private String slowest(List<CompiledRule> rules, long delay) {
    for (CompiledRule rule : rules) {
      if (rule.maxDelay() == delay && rule.pattern().isPresent()) {
        return "the pattern " + rule.name();
      }
    }
    if (catalog == null) {
      return "its sources";
    }
    Set<String> slowest = new TreeSet<>();
    for (SourceInfo source : catalog.sources()) {
      if (source.maxDelay().toMillis() == delay
          && rules.stream().anyMatch(rule -> rule.reads(source.name()))) {
        slowest.add(source.name());
      }
    }
    return slowest.isEmpty() ? "no source" : String.join(", ", slowest);
  }
}
