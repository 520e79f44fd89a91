package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides sequences on the timeline.
 *
 * <p><i>Cost:</i> where an {@link Outline} says that there is no chain, or is the chain, a few
 * searches by roles. Else one decision reads the window backwards from the completing event, events
 * that open or close nothing left out, and stops at the first chain; at the most the number of
 * events in the window times the number of steps.
 *
 * <p><i>Thread safety:</i> none.
 *
 * <p><i>Source:</i> DESIGN, "Semantics of a match".
 */
public final class SequenceMatcher implements ChainFinder {
  private static final long ANY = -1;

  private final SequencePlan plan;
  private final long last;
  private final long attachedAfter;
  private final long trailing;
  private final long comparedAfter;
  private final long inner;
  private final long leadingReach;
  private final long attachedBefore;
  private final long hurtingAfter;
  private final long hurting;
  private final Outline outline;
  private final GroupedOutline groups;
  private final Partners partners;
  private final FreeStep free;
  private final JoinOrder joins;
  private final Standing standing;
  private final boolean even;
  private int abandoned;

  public SequenceMatcher(CompiledPattern pattern, Shape.Sequence shape, PatternSet set) {
    this(SequencePlan.of(pattern, shape, set));
  }

  public SequenceMatcher(SequencePlan plan) {
    this.plan = plan;
    last = plan.elementRoles(plan.last());
    attachedAfter = plan.attachedAfterRoles();
    trailing = SequencePlan.roles(plan.trailing().stream());
    comparedAfter = SequencePlan.roles(plan.compared(plan.last() + 1, plan.last() + 1));
    inner = plan.innerRoles() | SequencePlan.roles(plan.compared(1, plan.last()));
    leadingReach = SequencePlan.reach(plan.before(), ANY);
    attachedBefore = plan.attachedBeforeRoles();
    hurtingAfter = inner | plan.attachedBetweenRoles();
    hurting = hurtingAfter | SequencePlan.roles(plan.before());
    outline = new Outline(plan);
    groups = new GroupedOutline(plan);
    partners = new Partners(plan);
    free = new FreeStep(plan);
    joins = new JoinOrder(plan);
    standing = new Standing(plan);
    even =
        plan.last() > 0
            && !plan.compares()
            && !plan.isGrouped()
            && plan.optional().isEmpty()
            && plan.trailing().isEmpty()
            && !plan.settles()
            && plan.mandatory().stream()
                .allMatch(step -> step.fill().isPlain() && !step.fill().hasExtras());
  }

  public SequencePlan plan() {
    return plan;
  }

  @Override
  public boolean mayComplete(long roles) {
    return (roles & last) != 0;
  }

  @Override
  public Decision decide(Timeline timeline, int index) {
    Outside around = new Outside(timeline, plan);
    long time = timeline.time(index);
    if (around.refutesAfter(time)) {
      return Decision.none(Decision.NEVER);
    }
    long earliest = around.earliestFirst(time);
    if (plan.isGrouped()) {
      return groups.begins(timeline, index) < earliest
          ? Decision.none(earliest)
          : decideGrouped(new Window(timeline, plan, around, index, Limits.NONE), earliest);
    }
    if (outline.begins(timeline, around, plan.last(), index) < earliest) {
      return Decision.none(earliest);
    }
    Window window = new Window(timeline, plan, around, index, Limits.NONE);
    if (plan.compares()) {
      return decideJoined(window, earliest);
    }
    return outline
        .anchors(timeline, around, index, earliest)
        .or(() -> inTime(window))
        .map(anchors -> completed(window, new EventPick(window, anchors).pick()))
        .orElseGet(() -> Decision.none(window.read()));
  }

  @Override
  public Optional<Found> find(Timeline timeline, int index, Set<EventKey> barred, long earliest) {
    Places places = places(timeline, barred);
    return places.has(index)
        ? Optional.empty()
        : chain(timeline, index, new Limits(Limits.ANY, places, earliest, Long.MAX_VALUE))
            .map(chain -> new Found(chain.completion(), chain.anchors(), null));
  }

  /** Where on a timeline some events are, as far as they are. */
  static Places places(Timeline timeline, Set<EventKey> events) {
    Places places = new Places();
    events.forEach(event -> timeline.indexOf(event).ifPresent(places::add));
    return places;
  }

  /** The best chain of a completing event that is not barred itself. */
  Optional<EventChain> chain(Timeline timeline, int index, Limits limits) {
    Outside around = new Outside(timeline, plan);
    if (around.refutesAfter(timeline.time(index))) {
      return Optional.empty();
    }
    Window window = new Window(timeline, plan, around, index, limits);
    Optional<EventChain> found;
    if (plan.isGrouped()) {
      found = grouped(window);
    } else if (plan.compares()) {
      found = joined(window);
    } else {
      found = inTime(window).map(times -> new EventPick(window, times).pick());
    }
    found.ifPresent(chain -> new Attachment(window, chain).attach());
    return found;
  }

  private Decision decideGrouped(Window window, long earliest) {
    int before = abandoned;
    return grouped(window)
        .map(chain -> completed(window, chain))
        .orElseGet(
            () -> abandoned > before ? Decision.unknown(earliest) : Decision.none(window.read()));
  }

  private Optional<EventChain> grouped(Window window) {
    Effort effort = window.timeline().effort();
    GroupedChain search = new GroupedChain(window, effort.allowed());
    Optional<EventChain> found = search.find();
    effort.spend(search.tries());
    abandoned += search.isAbandoned() ? 1 : 0;
    return found;
  }

  private Decision decideJoined(Window window, long earliest) {
    int before = abandoned;
    return joined(window)
        .map(chain -> completed(window, chain))
        .orElseGet(() -> abandoned > before ? Decision.unknown(earliest) : Decision.none(earliest));
  }

  private Optional<EventChain> joined(Window window) {
    Timeline timeline = window.timeline();
    if (!partners.meet(timeline)) {
      return Optional.empty();
    }
    JoinedChain search = new JoinedChain(window, joins, timeline.effort().allowed());
    Optional<EventChain> found = search.find();
    timeline.effort().spend(search.tries());
    abandoned += search.isAbandoned() ? 1 : 0;
    return found;
  }

  @Override
  public boolean mayImprove(
      Timeline timeline, int place, int completing, @Nullable Completion now) {
    return free.mayImprove(timeline, place, completing, now)
        && partners.mayImprove(
            timeline, place, completing, now == null ? null : standing.chosen(now));
  }

  @Override
  public int nextHelped(Timeline timeline, int place, Influence influence, int from) {
    Decision.Beyond beyond = influence.beyond();
    int next = from;
    while (true) {
      int asking = partners.nextAsking(timeline, place, next);
      next =
          asking >= beyond.place()
              ? timeline.nextHelped(beyond.since(), influence.wakes(), asking)
              : timeline.nextHelped(influence.wakes(), asking);
      if (next == asking || next >= timeline.size()) {
        return next;
      }
    }
  }

  @Override
  public @Nullable SharedStep sharedStep() {
    return free.isShared() ? free : null;
  }

  @Override
  public int searches(Timeline timeline) {
    return plan.compares() || plan.isGrouped() ? timeline.effort().searches() : Integer.MAX_VALUE;
  }

  @Override
  public void abandon() {
    abandoned++;
  }

  private Optional<int[]> inTime(Window window) {
    TimeChain search = new TimeChain(window);
    Optional<int[]> found = search.find();
    abandoned += search.isAbandoned() ? 1 : 0;
    return found;
  }

  @Override
  public int takeAbandoned() {
    int taken = abandoned;
    abandoned = 0;
    return taken;
  }

  /**
   * What lies before the first event decides nothing: the latest first event counts, and of a
   * repetition the latest events. Only an absence may reach further back.
   */
  private Decision completed(Window window, EventChain chain) {
    new Attachment(window, chain).attach();
    long first = chain.firstOf(0);
    return new Decision(Optional.of(chain.completion()), first, Times.minus(first, leadingReach));
  }

  @Override
  public Influence influence(Timeline timeline, TimelineEvent event, int place) {
    if ((event.roles() & attachedBefore) != 0 || movesTheBeginning(timeline, event)) {
      return Influence.ANY;
    }
    boolean hurts = (event.roles() & hurting) != 0;
    if (plan.isGrouped()) {
      return groups.influence(timeline, place, hurts);
    }
    Outside around = new Outside(timeline, plan);
    long earliest = Times.minus(timeline.time(place), plan.timespan());
    int helped = timeline.size();
    long wakes = timeline.time(place);
    long begins = Outline.NEVER;
    for (int step = 0; step <= plan.last(); step++) {
      if ((event.roles() & plan.mandatory().get(step).roles()) != 0) {
        long latest =
            Math.min(
                partners.begins(timeline, place, step),
                outline.begins(timeline, around, step, place));
        if (latest >= earliest && latest != Outline.NEVER) {
          int from = outline.completes(timeline, step, place);
          long partnered = partners.completes(timeline, place, step);
          helped = Math.min(helped, Math.max(from, timeline.from(partnered)));
          wakes = Math.max(wakes, outline.wakes(timeline, around, step, place));
          begins = Math.max(begins, latest);
        }
      }
    }
    return new Influence(false, helped, wakes, begins, Influence.ANY_ROLES, hurts)
        .upTo(free.beyond(timeline, place));
  }

  /**
   * Whether an event before a chain may give it another beginning: of two events at one instant
   * that fill a repetition at its start, it may let the other end that repetition, so that the
   * first is left for a later step.
   */
  private boolean movesTheBeginning(Timeline timeline, TimelineEvent event) {
    SequencePlan.Mandatory start = plan.mandatory().get(0);
    return !start.fill().isPlain() && (event.roles() & start.roles()) != 0 && sharesTies(timeline);
  }

  /**
   * Where a better chain of an event in between crosses the chain of the two around it, the one
   * goes on in the other; where they do not cross, it is one of the later or of the earlier event
   * as it is. Either way that event would have had a better chain. An event that fills several
   * steps, and others at its instant, could keep them from it: it is not before and after these at
   * once.
   */
  @Override
  public boolean decidesByEnds(Timeline timeline) {
    return even && !sharesTies(timeline);
  }

  /** The chain of an event before could end here as well, were it not that something bounds it. */
  @Override
  public boolean endsInVain(Timeline timeline, int index) {
    SequencePlan.Mandatory end = plan.mandatory().get(plan.last());
    return end.fill().within() == Long.MAX_VALUE
        && !end.absence().isAsked()
        && !plan.until().isAsked()
        && timeline.time(0) >= Times.minus(timeline.time(index), plan.timespan());
  }

  private boolean sharesTies(Timeline timeline) {
    return timeline.hasTies() && timeline.kinds().stream().anyMatch(this::fillsSeveral);
  }

  private boolean fillsSeveral(long roles) {
    return plan.mandatory().stream().filter(step -> (step.roles() & roles) != 0).count() > 1;
  }

  @Override
  public long helped(Completion completion) {
    return standing.begins(completion);
  }

  @Override
  public long hurt(Completion completion) {
    return Times.minus(standing.begins(completion), leadingReach);
  }

  @Override
  public boolean losesOnlyItsChains(long roles) {
    long refuting = inner | SequencePlan.roles(plan.before()) | SequencePlan.roles(plan.after());
    return (roles & (refuting | attachedBefore | attachedAfter)) == 0
        && plan.optional().isEmpty()
        && plan.mandatory().stream()
            .allMatch(step -> step.fill().isPlain() && !step.fill().hasExtras());
  }

  @Override
  public boolean hurtsOnlyLater(long roles) {
    return (roles & hurtingAfter) == 0;
  }

  @Override
  public long reachBack(long roles) {
    long attached = (roles & attachedAfter) == 0 ? 0 : plan.timespan();
    return Math.max(attached, refutesBack(roles));
  }

  @Override
  public long refutesBack(long roles) {
    return SequencePlan.reach(plan.after(), roles);
  }

  @Override
  public boolean mayFollow(TimelineEvent event, Completion completion) {
    long time = event.event().eventTime();
    return time <= Times.plus(standing.begins(completion), plan.timespan())
        || time <= Times.plus(completion.event().eventTime(), refutesBack(event.roles()));
  }

  /**
   * What refutes only need not look beyond another event that refutes the same: all before that one
   * is refuted by it.
   */
  @Override
  public int touchedFrom(Timeline timeline, TimelineEvent event) {
    int from = ChainFinder.super.touchedFrom(timeline, event);
    long refuting = event.roles() & trailing;
    if (refuting == 0 || (event.roles() & (attachedAfter | comparedAfter)) != 0) {
      return from;
    }
    int place = timeline.from(event.event().eventTime()) - 1;
    while (place >= from && (timeline.roles(place) & refuting) != refuting) {
      place = timeline.previous(refuting, place);
    }
    return place < from ? from : timeline.from(timeline.time(place));
  }

  @Override
  public long reachAhead(long roles) {
    return Times.plus(plan.timespan(), SequencePlan.reach(plan.before(), roles));
  }

  @Override
  public long looksBack() {
    return reachAhead(ANY);
  }

  @Override
  public long looksAhead() {
    return SequencePlan.reach(plan.after(), ANY);
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
  public boolean refutes(Timeline timeline, TimelineEvent event, Completion completion) {
    return standing.isRefuted(timeline, event, completion);
  }
}
