package dev.redthread.engine.explain;

import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Satisfied;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events of a chain by the steps that they fill. */
final class Links {
  private final Finding found;
  private final List<Step> steps;
  private final List<Step> mandatory;

  /**
   * @param count how many of the mandatory steps the chain has
   */
  Links(Finding found, Shape.Sequence sequence, int count) {
    this.found = found;
    steps = sequence.steps();
    mandatory =
        sequence.steps().stream()
            .filter(step -> step.kind() == Step.Kind.MANDATORY)
            .limit(count)
            .toList();
  }

  /**
   * A stretch of event time.
   *
   * @param closed whether its end belongs to it
   */
  record Gap(long from, long to, boolean closed) {
    boolean holds(long time) {
      return time > from && (time < to || (closed && time == to));
    }
  }

  List<Finding.Link> of(Step step) {
    return found.chain().stream().filter(link -> link.step().equals(step.name())).toList();
  }

  long begin(Step step) {
    return of(step).stream().mapToLong(link -> link.event().eventTime()).min().orElse(found.last());
  }

  long end(Step step) {
    return of(step).stream().mapToLong(link -> link.event().eventTime()).max().orElse(found.last());
  }

  /** When what stands before a mandatory step ends: a step, or a group of steps in any order. */
  long endBefore(Step step) {
    int place = mandatory.indexOf(step) - 1;
    while (place >= 0 && mandatory.get(place).isInGroupOf(step)) {
      place--;
    }
    return place < 0 ? begin(step) : groupEnd(mandatory.get(place));
  }

  private long groupEnd(Step step) {
    return mandatory.stream()
        .filter(other -> other.equals(step) || other.isInGroupOf(step))
        .mapToLong(this::end)
        .max()
        .orElse(end(step));
  }

  private long groupBegin(Step step) {
    return mandatory.stream()
        .filter(other -> other.equals(step) || other.isInGroupOf(step))
        .mapToLong(this::begin)
        .min()
        .orElse(begin(step));
  }

  Event first() {
    return of(mandatory.get(0)).get(0).event();
  }

  Event last() {
    List<Finding.Link> last = of(mandatory.get(mandatory.size() - 1));
    return last.get(last.size() - 1).event();
  }

  Gap whole() {
    return new Gap(
        groupBegin(mandatory.get(0)), groupEnd(mandatory.get(mandatory.size() - 1)), false);
  }

  /** Where a step must not be. */
  Gap gap(Step absent) {
    int place = steps.indexOf(absent);
    Step before = null;
    Step after = null;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (mandatory.contains(step)) {
        before = i < place ? step : before;
        after = i > place && after == null ? step : after;
      }
    }
    long reach = absent.within() == null ? 0 : absent.within();
    if (before == null) {
      long end = groupBegin(mandatory.get(0));
      return new Gap(end - reach - 1, end, false);
    }
    return after == null
        ? new Gap(groupEnd(before), groupEnd(before) + reach, true)
        : new Gap(groupEnd(before), groupBegin(after), false);
  }

  /** Whether an event satisfies all that an absence compares with the chain. */
  boolean satisfy(Step absence, TimelineEvent event) {
    return absence.where().stream()
        .allMatch(
            constraint -> {
              @Nullable Value[] values = new @Nullable Value[constraint.fields().size()];
              for (int i = 0; i < values.length; i++) {
                Constraint.Read read = constraint.fields().get(i);
                Optional<Event> of =
                    read.step().equals(absence.name())
                        ? Optional.of(event.event())
                        : last(read.step()).map(Finding.Link::event);
                values[i] = of.map(each -> each.field(field(read, each))).orElse(null);
              }
              return Satisfied.by(values, constraint);
            });
  }

  /** The event at which a step is filled. */
  private Optional<Finding.Link> last(String step) {
    return found.chain().stream()
        .filter(link -> link.step().equals(step))
        .reduce((one, later) -> later);
  }

  /** What a constraint reads, by step and field. */
  Map<String, String> values(Constraint constraint) {
    Map<String, String> values = new TreeMap<>();
    for (Constraint.Read read : constraint.fields()) {
      last(read.step())
          .ifPresent(
              link -> {
                String field = field(read, link.event());
                Value value = link.event().field(field);
                values.put(
                    read.step() + "." + field, SequenceReasons.shown(Optional.ofNullable(value)));
              });
    }
    return values;
  }

  private static String field(Constraint.Read read, Event event) {
    return read.byRule().stream()
        .filter(name -> event.field(name) != null)
        .findFirst()
        .orElse(read.byRule().get(0));
  }
}
