package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.Decision.Beyond;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The step before the last, where nothing is asked of its event but that it lies between its
 * neighbours: then any of its events that comes later, but before the completing one, does as well,
 * and a chain takes the earliest after the events of the steps before.
 *
 * <p>So a late event of that step gives a chain, or a better one by what lies before it, only up to
 * the next event of the step. Farther on it can only be taken instead of a later one, and only
 * where none lies between it and the event before it in the chain.
 */
final class FreeStep implements SharedStep {
  private final SequencePlan plan;
  private final int step;
  private final long roles;
  private final long others;

  /** Whether the step before it is the first, with one event. */
  private final boolean beginsBefore;

  private final boolean shared;

  FreeStep(SequencePlan plan) {
    this.plan = plan;
    step = plan.last() - 1;
    boolean free = isFree(plan);
    roles = free ? plan.mandatory().get(step).roles() : 0;
    others = free ? otherRoles(plan, step) : 0;
    beginsBefore = step == 1 && plan.mandatory().get(0).fill().isPlain();
    shared = free && isShared(plan);
  }

  /** Whether a chain is one event for each step, and nothing else depends on which those are. */
  private static boolean isShared(SequencePlan plan) {
    return plan.distinct()
        && plan.compares()
        && plan.optional().isEmpty()
        && plan.trailing().isEmpty()
        && !plan.settles()
        && plan.mandatory().stream()
            .allMatch(each -> each.fill().isPlain() && !each.fill().hasExtras());
  }

  private static boolean isFree(SequencePlan plan) {
    int step = plan.last() - 1;
    return step > 0
        && !plan.isGrouped()
        && plan.innerRoles() == 0
        && plan.compared().isEmpty()
        && isUnbounded(plan.mandatory().get(step))
        && isUnbounded(plan.mandatory().get(step + 1))
        && plan.mandatory().stream()
            .flatMap(each -> each.joins().stream())
            .noneMatch(join -> join.involves(step));
  }

  private static boolean isUnbounded(SequencePlan.Mandatory each) {
    return each.fill().isPlain()
        && !each.fill().hasExtras()
        && each.fill().within() == Long.MAX_VALUE;
  }

  private static long otherRoles(SequencePlan plan, int step) {
    long roles = 0;
    for (int each = 0; each <= plan.last(); each++) {
      roles |= each == step ? 0 : plan.mandatory().get(each).roles();
    }
    return roles;
  }

  /** Whether the event at a place can be in a chain by this step only. */
  private boolean isOnly(Timeline timeline, int place) {
    long own = timeline.roles(place);
    return (own & roles) != 0 && (own & others) == 0;
  }

  /** Whether completions may take a late event of the step over without being decided anew. */
  boolean isShared() {
    return shared;
  }

  @Override
  public boolean isFirst(Timeline timeline, Completion completion) {
    List<ChainPart> chain = completion.chain();
    if (!plan.names().equals(chain.stream().map(ChainPart::step).toList())) {
      return false;
    }
    if (chain.get(0).event().compareTo(since(timeline)) < 0) {
      return false;
    }
    EventKey before = chain.get(step - 1).event();
    int first = timeline.next(roles, timeline.from(before.eventTime()));
    return first < timeline.size() && timeline.key(first).equals(chain.get(step).event());
  }

  @Override
  public EventKey since(Timeline timeline) {
    EventKey first = timeline.key(0);
    if (plan.leading().isEmpty()) {
      return first;
    }
    long reach = SequencePlan.reach(plan.before(), -1);
    long known = Times.plus(Times.plus(timeline.forgottenTime(), reach), 1);
    return known <= first.eventTime() ? first : new EventKey(known, "", "");
  }

  @Override
  public @Nullable EventKey next(Timeline timeline, EventKey event) {
    int next = timeline.next(roles, timeline.indexOf(event).orElseThrow() + 1);
    return next < timeline.size() ? timeline.key(next) : null;
  }

  /**
   * Whether an event of this step that could also be of another is at the instant of an event: it
   * may leave this step to that one.
   */
  private boolean isBesideSeveral(Timeline timeline, int place) {
    long time = timeline.time(place);
    int first = timeline.next(roles, timeline.from(time));
    while (first < timeline.size() && timeline.time(first) == time) {
      if ((timeline.roles(first) & others) != 0) {
        return true;
      }
      first = timeline.next(roles, first + 1);
    }
    return false;
  }

  /** From where on others of its kind stand for an event. */
  Beyond beyond(Timeline timeline, int place) {
    if (!isOnly(timeline, place) || isBesideSeveral(timeline, place)) {
      return Beyond.NOTHING;
    }
    long time = timeline.time(place);
    int next = timeline.next(roles, timeline.after(time));
    if (next == timeline.size()) {
      return Beyond.NOTHING;
    }
    int before = beginsBefore ? timeline.previous(roles, timeline.from(time)) : -1;
    return new Beyond(timeline.after(timeline.time(next)), timeline.time(Math.max(0, before)));
  }

  /**
   * Whether an event that was just put at a place may give a completing event a chain, or a better
   * one than it has, as far as this step tells.
   */
  boolean mayImprove(Timeline timeline, int place, int completing, @Nullable Completion now) {
    if (!isOnly(timeline, place)) {
      return true;
    }
    long time = timeline.time(place);
    int next = timeline.next(roles, timeline.after(time));
    if (next == timeline.size() || timeline.time(next) >= timeline.time(completing)) {
      return true;
    }
    if (now == null) {
      return false;
    }
    String name = plan.mandatory().get(step).fill().name();
    long before = Long.MIN_VALUE;
    for (ChainPart part : now.chain()) {
      if (part.binding() && part.step().equals(name)) {
        return before <= time && time <= part.event().eventTime();
      } else if (part.binding()) {
        before = Math.max(before, part.event().eventTime());
      }
    }
    return true;
  }
}
