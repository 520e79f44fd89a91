package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides sequences on the timeline.
 *
 * <p><i>Cost:</i> one decision reads the window backwards from the completing event and stops at
 * the first chain; at the most the number of events in the window times the number of steps.
 *
 * <p><i>Thread safety:</i> none.
 *
 * <p><i>Source:</i> DESIGN, "Semantics of a match".
 */
public final class SequenceMatcher implements Matcher {
  private static final long ANY = -1;

  private final SequencePlan plan;
  private final long last;
  private final long attachedAfter;
  private final long trailing;
  private final long inner;
  private @Nullable Outside outside;

  public SequenceMatcher(CompiledPattern pattern, Shape.Sequence shape, PatternSet set) {
    this(SequencePlan.of(pattern, shape, set));
  }

  public SequenceMatcher(SequencePlan plan) {
    this.plan = plan;
    last = plan.mandatory().get(plan.last()).roles();
    attachedAfter = plan.attachedAfterRoles();
    trailing =
        plan.trailing().stream()
            .mapToLong(SequencePlan.Absence::roles)
            .reduce(0, (one, other) -> one | other);
    inner = plan.innerRoles();
  }

  public SequencePlan plan() {
    return plan;
  }

  @Override
  public boolean mayComplete(long roles) {
    return (roles & last) != 0;
  }

  @Override
  public Optional<Completion> decide(Timeline timeline, int index) {
    Outside around = outside(timeline);
    if (around.refutesAfter(timeline.time(index))) {
      return Optional.empty();
    }
    Window window = new Window(timeline, plan, around, index);
    return new TimeChain(window)
        .find()
        .map(
            times -> {
              EventChain chain = new EventPick(window, times).pick();
              new Attachment(window, chain).attach();
              return chain.completion();
            });
  }

  /** What is known of a timeline serves all decisions on it until it changes. */
  private Outside outside(Timeline timeline) {
    Outside known = outside;
    if (known == null || !known.isOf(timeline)) {
      known = new Outside(timeline, plan);
      outside = known;
    }
    return known;
  }

  @Override
  public long reachBack(long roles) {
    long attached = (roles & attachedAfter) == 0 ? 0 : plan.timespan();
    return Math.max(attached, SequencePlan.reach(plan.trailing(), roles));
  }

  /**
   * What refutes only need not look beyond another event that refutes the same: all before that one
   * is refuted by it.
   */
  @Override
  public int touchedFrom(Timeline timeline, TimelineEvent event) {
    int from = Matcher.super.touchedFrom(timeline, event);
    long refuting = event.roles() & trailing;
    if (refuting == 0 || (event.roles() & attachedAfter) != 0) {
      return from;
    }
    int place = timeline.from(event.event().eventTime()) - 1;
    while (place >= from && (timeline.roles(place) & refuting) != refuting) {
      place--;
    }
    return place < from ? from : timeline.from(timeline.time(place));
  }

  @Override
  public long reachAhead(long roles) {
    return Times.plus(plan.timespan(), SequencePlan.reach(plan.leading(), roles));
  }

  @Override
  public long looksBack() {
    return reachAhead(ANY);
  }

  @Override
  public long looksAhead() {
    return SequencePlan.reach(plan.trailing(), ANY);
  }

  @Override
  public boolean settles() {
    return plan.settles();
  }

  @Override
  public boolean standsForWindow() {
    return false;
  }

  @Override
  public boolean refutes(TimelineEvent event, Completion completion) {
    long time = event.event().eventTime();
    long first =
        completion.chain().stream()
            .filter(Completion.ChainPart::binding)
            .mapToLong(part -> part.event().eventTime())
            .min()
            .orElseThrow();
    long completing = completion.event().eventTime();
    if (first < time && time < completing) {
      return (event.roles() & inner) != 0;
    }
    return time < first
        ? SequencePlan.reach(plan.leading(), event.roles()) >= first - time
        : time > completing
            && SequencePlan.reach(plan.trailing(), event.roles()) >= time - completing;
  }
}
