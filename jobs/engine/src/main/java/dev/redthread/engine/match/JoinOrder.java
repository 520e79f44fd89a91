package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What steps compare, laid out for a search that chooses the events of one step after another: what
 * is asked when, and what is read later on.
 */
final class JoinOrder {
  private final SequencePlan plan;
  private final List<Join.Pair> equal;
  private final List<Join.Pair> withFirst;
  private final List<List<Join>> early = new ArrayList<>();
  private final List<List<Later>> later = new ArrayList<>();

  JoinOrder(SequencePlan plan) {
    this.plan = plan;
    equal = plan.pairs().stream().filter(Join.Pair::isEqual).toList();
    withFirst = plan.pairs().stream().filter(pair -> pair.earlier() == 0).toList();
    for (int step = 0; step <= plan.last(); step++) {
      early.add(new ArrayList<>());
      later.add(new ArrayList<>());
    }
    for (SequencePlan.Mandatory step : plan.mandatory()) {
      step.joins().forEach(this::sort);
    }
    for (ComparedAbsence absence : plan.compared()) {
      absence.joins().forEach(join -> keep(join, absence.ready()));
    }
  }

  /** What the completing event is asked is known as soon as the other events are. */
  private void sort(Join join) {
    int last = plan.last();
    int until = join.own();
    if (join.own() == last && join.lastBefore() >= 0) {
      early.get(join.lastBefore()).add(join);
      until = plan.mandatory().get(last).fill().isPlain() ? join.lastBefore() : last;
    }
    keep(join, until);
  }

  private void keep(Join join, int until) {
    for (int field = 0; field < join.size(); field++) {
      int from = join.step(field) == Join.ABSENT ? until : join.step(field);
      for (int step = from + 1; step <= until; step++) {
        later.get(step).add(new Later(join, field));
      }
    }
  }

  /** The fields of two steps that must be equal. */
  List<Join.Pair> equal() {
    return equal;
  }

  /** The fields of the first step that are compared with those of another. */
  List<Join.Pair> withFirst() {
    return withFirst;
  }

  /** What the completing event is asked of the events up to a step. */
  List<Join> early(int step) {
    return early.get(step);
  }

  /** What is read from a step on of the steps before. */
  List<Later> later(int step) {
    return later.get(step);
  }

  /** A field that is read after its step. */
  record Later(Join join, int field) {
    int step() {
      return join.step(field);
    }

    @Nullable Value value(TimelineEvent event) {
      return join.value(field, event);
    }
  }
}
