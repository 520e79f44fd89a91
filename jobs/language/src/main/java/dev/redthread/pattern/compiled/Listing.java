package dev.redthread.pattern.compiled;

import dev.redthread.event.SourceCatalog;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Patterns as text: what was compiled, for {@code explain} and for tests.
 *
 * <p><i>Invariants:</i> equal sets have equal listings.
 */
public final class Listing {
  private final StringBuilder text = new StringBuilder();
  private final @Nullable SourceCatalog catalog;

  private Listing(@Nullable SourceCatalog catalog) {
    this.catalog = catalog;
  }

  /** All rules and patterns of a set. */
  public static String of(PatternSet set) {
    return new Listing(null).all(set);
  }

  /** All rules and patterns of a set, and which of the sources their deadlines wait for. */
  public static String of(PatternSet set, SourceCatalog catalog) {
    return new Listing(catalog).all(set);
  }

  private String all(PatternSet set) {
    set.rules().forEach(this::rule);
    set.patterns().forEach(pattern -> pattern(pattern, set));
    return text.toString();
  }

  /** One pattern with the rules it uses, and which of the sources its deadlines wait for. */
  public static String of(CompiledPattern pattern, PatternSet set, SourceCatalog catalog) {
    Listing listing = new Listing(catalog);
    set.goesOnFrom(pattern)
        .ifPresent(before -> listing.text.append(of(before, set, catalog)).append('\n'));
    pattern.rules().forEach(index -> listing.rule(set.rules().get(index)));
    listing.pattern(pattern, set);
    if (Levels.steps(pattern, set).stream().anyMatch(step -> !step.isSegment())) {
      listing.line(0, "steps that are patterns");
      listing.tree(1, pattern, set);
    }
    return listing.text.toString();
  }

  /** The patterns that are steps of a pattern, and those that are steps of them. */
  private void tree(int depth, CompiledPattern pattern, PatternSet set) {
    for (CompiledPattern step : Levels.steps(pattern, set)) {
      if (step.isSegment()) {
        tree(depth, step, set);
        continue;
      }
      String group = step.groupBy().stream().map(GroupKey::name).collect(Collectors.joining(", "));
      line(
          depth,
          step.id()
              + " by "
              + group
              + (set.silent().contains(step.id()) ? ", no findings of its own" : ""));
      tree(depth + 1, step, set);
    }
  }

  /** A time as tests of patterns write it: {@code 1d2h30m}. */
  public static String duration(long millis) {
    StringBuilder written = new StringBuilder();
    long left = millis;
    for (Unit unit : Unit.values()) {
      if (left >= unit.millis) {
        written.append(left / unit.millis).append(unit.sign);
        left %= unit.millis;
      }
    }
    return written.isEmpty() ? "0s" : written.toString();
  }

  /** The units of times, from the longest on. */
  private enum Unit {
    DAY("d", 86_400_000),
    HOUR("h", 3_600_000),
    MINUTE("m", 60_000),
    SECOND("s", 1_000),
    MILLISECOND("ms", 1);

    private final String sign;
    private final long millis;

    Unit(String sign, long millis) {
      this.sign = sign;
      this.millis = millis;
    }
  }

  private void rule(CompiledRule rule) {
    String sources =
        rule.sources()
            .map(names -> names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names)))
            .orElse("every");
    line(0, "rule " + rule.index() + " " + rule.name());
    if (rule.pattern().isPresent()) {
      line(1, "completing events of the pattern " + rule.pattern().get());
      line(1, "delay at the most: " + duration(rule.maxDelay()));
      return;
    }
    String latest =
        catalog == null
            ? ""
            : " (" + Deadlines.slowest(List.of(rule), rule.maxDelay(), catalog) + ")";
    line(1, "sources: " + sources + "; delay at the most: " + duration(rule.maxDelay()) + latest);
    expr(1, rule.condition());
  }

  private void expr(int depth, Expr expr) {
    if (expr instanceof Expr.And and) {
      parts(depth, "all of", and.parts());
    } else if (expr instanceof Expr.Or or) {
      parts(depth, "any of", or.parts());
    } else if (expr instanceof Expr.Not not) {
      parts(depth, "not", List.of(not.part()));
    } else if (expr instanceof Expr.Test test) {
      line(depth, test.field() + " " + match(test.match()));
    } else if (expr instanceof Expr.AnyField any) {
      line(depth, "any field " + match(any.match()));
    }
  }

  private void parts(int depth, String name, List<Expr> parts) {
    line(depth, name);
    parts.forEach(part -> expr(depth + 1, part));
  }

  /** A condition on one line. */
  public static String condition(Expr expr) {
    Listing listing = new Listing(null);
    listing.expr(0, expr);
    return listing.text.toString().strip().replaceAll("\\n *", ", ");
  }

  /** What a value must be. */
  public static String match(Match match) {
    return MatchText.of(match);
  }

  private void pattern(CompiledPattern pattern, PatternSet set) {
    boolean silent = set.silent().contains(pattern.id());
    String as = pattern.isSegment() ? ", until the key changes" : silent ? ", as a step only" : "";
    line(0, "pattern " + pattern.id() + as);
    line(1, "title: " + pattern.title());
    line(
        1,
        pattern.level().id()
            + ", risk "
            + pattern.risk()
            + (pattern.shadow() ? ", shadow" : "")
            + (pattern.runbook() == null ? "" : ", runbook " + pattern.runbook()));
    response(pattern.response());
    line(1, "tags: " + String.join(", ", pattern.tags()));
    line(1, "rules: " + names(pattern, set) + "; delay: " + duration(pattern.maxDelay()));
    for (GroupKey key : pattern.groupBy()) {
      line(1, "group by " + key.name() + fields(key, pattern, set));
    }
    for (GroupKey key : pattern.handsOver()) {
      line(1, "then by " + key.name() + fields(key, pattern, set));
    }
    if (!pattern.links().places().isEmpty()) {
      line(
          1,
          "events of a device without a person: up to "
              + duration(pattern.links().delay(pattern.links().places().get(0)))
              + " late by the link to its owner");
    }
    shape(pattern, set);
  }

  private void response(Response response) {
    if (response.owner() != null) {
      line(1, "owner: " + response.owner());
    }
    if (response.paging() != Paging.SEVERITY) {
      line(1, "pages: " + response.paging().id());
    }
    Suppression suppression = response.suppression();
    if (suppression != null) {
      line(
          1,
          "pages once in "
              + duration(suppression.period())
              + (suppression.by().isEmpty()
                  ? ""
                  : " for each " + String.join(", ", suppression.by())));
    }
  }

  private static String names(CompiledPattern pattern, PatternSet set) {
    return names(IntStream.range(0, pattern.rules().size()).boxed().toList(), pattern, set);
  }

  /** Rules of a pattern, by their places in it. */
  private static String names(List<Integer> places, CompiledPattern pattern, PatternSet set) {
    return places.stream()
        .map(place -> pattern.rules().get(place))
        .map(index -> index + " " + set.rules().get(index).name())
        .collect(Collectors.joining(", "));
  }

  /** Where a key is found; nothing when it is a field of that name in all rules. */
  private static String fields(GroupKey key, CompiledPattern pattern, PatternSet set) {
    if (key.fieldByRule().stream().allMatch(key.name()::equals)) {
      return "";
    }
    return ": "
        + IntStream.range(0, key.fieldByRule().size())
            .mapToObj(
                place ->
                    key.fieldByRule().get(place) + " of " + names(List.of(place), pattern, set))
            .collect(Collectors.joining(", "));
  }

  private void shape(CompiledPattern pattern, PatternSet set) {
    Shape shape = pattern.shape();
    if (shape instanceof Shape.Window window) {
      window(window, pattern);
    } else if (shape instanceof Shape.Temporal temporal) {
      temporal(temporal, pattern, set);
    } else if (shape instanceof Shape.NewValue newValue) {
      line(1, "a new value of " + String.join(", ", newValue.fieldByRule()));
      String learning = duration(newValue.learning());
      line(1, "not seen for " + duration(newValue.baseline()) + ", after " + learning);
      kept(pattern.timespan() + pattern.maxDelay(), pattern);
    } else if (shape instanceof Shape.Java java) {
      line(1, "the class " + java.className() + " of " + java.jar());
      line(1, "within " + duration(java.timespan()) + ": " + String.join(", ", java.steps()));
      kept(pattern.timespan() + pattern.maxDelay(), pattern);
    } else if (shape instanceof Shape.Sequence sequence) {
      String filling =
          sequence.distinct() ? "one step an event" : "an event may fill several steps";
      line(1, "in order within " + duration(sequence.timespan()) + ", " + filling);
      set.goesOnFrom(pattern).ifPresent(before -> line(2, "after the last step of " + before.id()));
      steps(sequence.steps(), pattern, set);
      if (!sequence.until().isEmpty()) {
        line(2, "until: " + names(sequence.until(), pattern, set));
      }
      new Deadlines(pattern, set, catalog).lines(sequence).forEach(line -> line(1, line));
      kept(Deadlines.kept(pattern, sequence), pattern);
    } else {
      line(1, "each event");
    }
  }

  private void window(Shape.Window window, CompiledPattern pattern) {
    Measure measure = window.measure();
    String what =
        switch (measure.kind()) {
          case EVENTS -> "number of events";
          case VALUES -> "number of values";
          case SUM -> "sum";
          case AVERAGE -> "average";
          case PERCENTILE -> "percentile " + measure.percentile();
        };
    String fields =
        measure.fieldByRule().isEmpty()
            ? ""
            : " of "
                + measure.fields().stream()
                    .map(field -> String.join(", ", field))
                    .collect(Collectors.joining(" with "));
    line(1, what + fields + " " + window.bounds() + " in " + duration(window.timespan()));
    if (!window.bounds().isFromBelow()) {
      line(1, "raised " + duration(pattern.maxDelay()) + " after the event, on the received clock");
    } else if (!window.isThreshold()) {
      line(1, "raised at once, settled " + duration(pattern.maxDelay()) + " after the event");
    }
    if (window.isThreshold()) {
      line(1, "of a burst only the ends are kept; its count is then a lower bound");
    }
    kept(pattern.timespan() + pattern.maxDelay(), pattern);
  }

  private void temporal(Shape.Temporal temporal, CompiledPattern pattern, PatternSet set) {
    String order = temporal.condition().isOrdered() ? "in the order of the list" : "in any order";
    line(1, order + " within " + duration(temporal.timespan()));
    for (Shape.Temporal.Named named : temporal.rules()) {
      line(2, named.name() + ": " + names(named.places(), pattern, set));
    }
    line(1, "condition: " + holds(temporal.condition(), temporal));
    if (!temporal.condition().negated().isEmpty()) {
      String raised = temporal.settled() ? "raised when" : "raised at once, settled when";
      line(1, raised + " what must be absent can no longer come");
    }
    kept(pattern.timespan() + pattern.maxDelay(), pattern);
  }

  private static String holds(Holds holds, Shape.Temporal temporal) {
    if (holds instanceof Holds.Has has) {
      return temporal.rules().get(has.rule()).name();
    } else if (holds instanceof Holds.InOrder order) {
      return order.least() + " of the " + order.of() + " in order";
    } else if (holds instanceof Holds.Not not) {
      return "not " + holds(not.part(), temporal);
    }
    Holds.Some some = (Holds.Some) holds;
    return some.least()
        + " of ("
        + some.parts().stream().map(part -> holds(part, temporal)).collect(Collectors.joining(", "))
        + ")";
  }

  private void kept(long each, CompiledPattern pattern) {
    long reach = each - pattern.timespan() - pattern.maxDelay();
    line(
        1,
        "state kept: events up to the budget, each for "
            + duration(each)
            + " ("
            + duration(pattern.timespan())
            + " of the pattern"
            + (reach > 0 ? ", " + duration(reach) + " of absences around it" : "")
            + ", "
            + duration(pattern.maxDelay())
            + " for what comes late)");
  }

  private void steps(List<Step> steps, CompiledPattern pattern, PatternSet set) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean grouped = step.group() != null;
      if (grouped && (i == 0 || !step.isInGroupOf(steps.get(i - 1)))) {
        line(2, "in any order");
      }
      if (!step.name().isEmpty()) {
        step(step, names(step.rules(), pattern, set), grouped ? 3 : 2);
      }
    }
  }

  private void step(Step step, String rules, int depth) {
    StringBuilder shown = new StringBuilder();
    if (step.kind() != Step.Kind.NOT) {
      shown.append(step.kind().name().toLowerCase(Locale.ROOT)).append(' ');
    }
    shown.append(step.name()).append(": ").append(rules);
    if (step.least() != 1 || !Integer.valueOf(1).equals(step.most())) {
      shown.append(", ").append(step.least());
      if (!Integer.valueOf(step.least()).equals(step.most())) {
        shown.append(" to ").append(step.most() == null ? "all" : step.most());
      }
      shown.append(" times");
    }
    if (step.span() != null) {
      shown.append(" in ").append(duration(step.span()));
    }
    if (step.within() != null) {
      shown.append(", within ").append(duration(step.within()));
    }
    if (step.risk() > 0) {
      shown.append(", risk ").append(step.risk());
    }
    line(depth, shown.toString());
    step.where().forEach(constraint -> line(depth + 1, "where " + TermText.of(constraint)));
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }
}
