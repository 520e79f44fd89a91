package dev.redthread.engine.explain;

import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.explain.Relaxed.Condition;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.TermText;
import dev.redthread.pattern.testing.Offset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a sequence is not found. */
final class SequenceReasons {
  private final Shape.Sequence sequence;
  private final TryOut tryOut;
  private final NearMisses misses;
  private final Naming naming;

  SequenceReasons(Shape.Sequence sequence, TryOut tryOut, NearMisses misses, Naming naming) {
    this.sequence = sequence;
    this.tryOut = tryOut;
    this.misses = misses;
    this.naming = naming;
  }

  Explanation explain(List<String> group, List<TimelineEvent> events) {
    Relaxed relaxed = new Relaxed(sequence);
    int steps = relaxed.mandatory().size();
    List<Finding> reached = List.of();
    int last = steps;
    while (reached.isEmpty() && --last > 0) {
      reached = tryOut.findings(relaxed.first(last));
    }
    List<String> reasons = reasons(relaxed, last, events);
    return new Explanation(
        group,
        events,
        Explainer.fills(reached),
        List.of(),
        last,
        "reached "
            + last
            + " of "
            + steps
            + " steps"
            + (last == 0 ? "" : ", up to `" + relaxed.mandatory().get(last - 1).name() + "`"),
        reasons);
  }

  /** What keeps the chains that reached so many steps from the next one. */
  private List<String> reasons(Relaxed relaxed, int reached, List<TimelineEvent> events) {
    int wanted = reached + 1;
    Step next = relaxed.mandatory().get(reached);
    List<String> reasons = new ArrayList<>();
    for (Condition condition : relaxed.conditions(wanted)) {
      tryOut.findings(relaxed.without(wanted, List.of(condition))).stream()
          .findFirst()
          .ifPresent(found -> text(condition, found, wanted, events).ifPresent(reasons::add));
    }
    if (!reasons.isEmpty()) {
      return reasons;
    }
    Optional<Finding> free =
        tryOut.findings(relaxed.without(wanted, relaxed.conditions(wanted))).stream().findFirst();
    if (free.isPresent()) {
      List<String> together = new ArrayList<>();
      for (Condition condition : relaxed.conditions(wanted)) {
        text(condition, free.get(), wanted, events).ifPresent(together::add);
      }
      return together;
    }
    List<String> without = new ArrayList<>(unfilled(next, reached, events));
    without.addAll(misses.of(next.rules()));
    return without;
  }

  /** Nothing fills the step after the chains so far, whatever its conditions. */
  private List<String> unfilled(Step next, int reached, List<TimelineEvent> events) {
    List<TimelineEvent> matching =
        events.stream().filter(event -> Relaxed.matches(event, next.rules())).toList();
    if (matching.isEmpty()) {
      return List.of("no event matches `" + next.name() + "`");
    }
    String names =
        matching.stream()
            .map(event -> "`" + naming.event(event.event()) + "`")
            .distinct()
            .collect(Collectors.joining(", "));
    return List.of(
        "`"
            + next.name()
            + "` would be "
            + names
            + (reached == 0
                ? ", which cannot fill it"
                : ", but nothing of that comes after the steps before it"));
  }

  private Optional<String> text(
      Condition condition, Finding found, int wanted, List<TimelineEvent> events) {
    Links links = new Links(found, sequence, wanted);
    Step step = condition.step();
    return switch (condition.kind()) {
      case WITHIN -> within(step, links);
      case TIMESPAN -> timespan(links);
      case TIMES -> times(step, links);
      case SPAN -> span(step, links);
      case ABSENCE -> absence(step, links, events);
      case UNTIL -> between(sequence.until(), "until", links.whole(), events);
      case WHERE -> where(condition, links);
    };
  }

  private Optional<String> within(Step step, Links links) {
    Long bound = step.within();
    long before = links.endBefore(step);
    long begin = links.begin(step);
    return bound == null || begin - before <= bound
        ? Optional.empty()
        : Optional.of(
            "`"
                + step.name()
                + "` ("
                + name(links, step)
                + ") comes "
                + Offset.text(begin - before)
                + " after the step before it, `within` allows "
                + Listing.duration(bound));
  }

  private Optional<String> timespan(Links links) {
    long length = links.whole().to() - links.whole().from();
    return length <= sequence.timespan()
        ? Optional.empty()
        : Optional.of(
            "from `"
                + naming.event(links.first())
                + "` to `"
                + naming.event(links.last())
                + "` it takes "
                + Offset.text(length)
                + ", `timespan` allows "
                + Listing.duration(sequence.timespan()));
  }

  private Optional<String> times(Step step, Links links) {
    int found = links.of(step).size();
    return found >= step.least()
        ? Optional.empty()
        : Optional.of(
            "`"
                + step.name()
                + "` has fewer than the "
                + step.least()
                + " events that `times` asks for");
  }

  private Optional<String> span(Step step, Links links) {
    Long bound = step.span();
    long length = links.end(step) - links.begin(step);
    return bound == null || length <= bound
        ? Optional.empty()
        : Optional.of(
            "the "
                + step.least()
                + " events of `"
                + step.name()
                + "` take "
                + Offset.text(length)
                + ", `span` allows "
                + Listing.duration(bound));
  }

  private Optional<String> absence(Step absence, Links links, List<TimelineEvent> events) {
    List<TimelineEvent> forbidden =
        events.stream().filter(event -> links.satisfy(absence, event)).toList();
    String where =
        absence.where().stream()
            .map(constraint -> ", where " + TermText.of(constraint))
            .collect(Collectors.joining());
    return between(
        absence.rules(), "not: " + names(absence.rules()) + where, links.gap(absence), forbidden);
  }

  private Optional<String> between(
      List<Integer> rules, String what, Links.Gap gap, List<TimelineEvent> events) {
    return events.stream()
        .filter(event -> Relaxed.matches(event, rules))
        .filter(event -> gap.holds(event.event().eventTime()))
        .findFirst()
        .map(
            event ->
                "`"
                    + naming.event(event.event())
                    + "` at "
                    + naming.time(event.event().eventTime())
                    + " refutes it ("
                    + what
                    + ")");
  }

  private String names(List<Integer> rules) {
    return rules.stream().map(misses::rule).distinct().collect(Collectors.joining(" or "));
  }

  private Optional<String> where(Condition condition, Links links) {
    Constraint constraint = condition.constraint().orElseThrow();
    Map<String, String> values = links.values(constraint);
    return Optional.of(
        "`"
            + condition.step().name()
            + "` ("
            + name(links, condition.step())
            + ") does not satisfy `where: "
            + TermText.of(constraint)
            + "`"
            + values.entrySet().stream()
                .map(read -> read.getKey() + " is " + read.getValue())
                .collect(Collectors.joining(", ", values.isEmpty() ? "" : ": ", "")));
  }

  private String name(Links links, Step step) {
    return links.of(step).stream()
        .map(link -> "`" + naming.event(link.event()) + "`")
        .collect(Collectors.joining(", "));
  }

  /** A value as it is shown. */
  static String shown(Optional<Value> value) {
    return value.map(each -> "`" + each.text() + "`").orElse("absent");
  }
}
