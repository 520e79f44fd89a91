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
        List<Step> before = mandatory(steps.subList(0, i), true);
        List<Step> after = mandatory(steps.subList(i + 1, steps.size()), false);
        trailing |= after.isEmpty();
        String that = step.where().isEmpty() ? "" : "that satisfies its `where` ";
        lines.add(line(step.rules(), that + gap(step, before, after), bound(step, before, after)));
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
        if (mandatory(sequence.steps().subList(0, i), true).isEmpty()) {
          before = Math.max(before, within);
        } else {
          after = Math.max(after, within);
        }
      }
    }
    return kept + before + after;
  }

  /** The last or the first mandatory step, and the others of its group. */
  private static List<Step> mandatory(List<Step> steps, boolean last) {
    List<Step> mandatory =
        steps.stream().filter(step -> step.kind() == Step.Kind.MANDATORY).toList();
    if (mandatory.isEmpty()) {
      return mandatory;
    }
    Step found = mandatory.get(last ? mandatory.size() - 1 : 0);
    return mandatory.stream()
        .filter(step -> step.equals(found) || step.isInGroupOf(found))
        .toList();
  }

  private static String gap(Step step, List<Step> before, List<Step> after) {
    if (!before.isEmpty() && !after.isEmpty()) {
      return "between " + named("last", before) + " and " + named("first", after);
    }
    String reach = reach(step);
    return before.isEmpty()
        ? "in the " + reach + " before " + (after.isEmpty() ? "the rest" : named("first", after))
        : "in the " + reach + " after " + named("last", before);
  }

  private static String bound(Step step, List<Step> before, List<Step> after) {
    if (after.isEmpty()) {
      return (before.isEmpty() ? "the end" : named("last", before)) + " + " + reach(step);
    }
    boolean several = after.size() > 1 || after.get(0).least() > 1;
    return several ? "the first event of " + names(after) : after.get(0).name();
  }

  private static String named(String which, List<Step> steps) {
    return steps.size() == 1 ? steps.get(0).name() : "the " + which + " event of " + names(steps);
  }

  private static String names(List<Step> steps) {
    return steps.stream().map(Step::name).collect(Collectors.joining(", "));
  }

  private static String reach(Step step) {
    Long within = step.within();
    return within == null ? "time" : Listing.duration(within);
  }

  private String line(List<Integer> places, String gap, String bound) {
    List<CompiledRule> rules =
        places.stream().map(place -> set.rules().get(pattern.rules().get(place))).toList();
    long delay = places.stream().mapToLong(place -> pattern.maxDelay(place, set)).max().orElse(0);
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
        + (isByLink(rules, delay) ? linker(delay) : slowest(rules, delay) + " may be so late");
  }

  /** Whether what takes the longest is not an event itself, but to know whose it is. */
  private static boolean isByLink(List<CompiledRule> rules, long delay) {
    return rules.stream().allMatch(rule -> rule.maxDelay() < delay);
  }

  private String linker(long delay) {
    long late = delay - pattern.timespan();
    String sources =
        catalog == null
            ? "a source"
            : catalog.sources().stream()
                .filter(source -> source.linksDevices() && source.maxDelay().toMillis() == late)
                .map(SourceInfo::name)
                .sorted()
                .collect(Collectors.joining(", "));
    return sources
        + " may tell "
        + Listing.duration(late)
        + " late whose a device is, and that counts for what was up to "
        + Listing.duration(pattern.timespan())
        + " before";
  }

  private String slowest(List<CompiledRule> rules, long delay) {
    return catalog == null ? "its sources" : slowest(rules, delay, catalog);
  }

  /** What may be so late of what rules read. */
  static String slowest(List<CompiledRule> rules, long delay, SourceCatalog catalog) {
    for (CompiledRule rule : rules) {
      if (rule.maxDelay() == delay && rule.pattern().isPresent()) {
        return "the pattern " + rule.name();
      }
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
