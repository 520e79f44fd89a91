package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.PartialChain;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.CarriedStarts.Carried;
import dev.redthread.engine.match.Decision.Influence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides a sequence that goes on under another key: its first step is the event that says by which
 * chains the steps before were reached. All of the chain is that of its completions.
 *
 * <p><i>Cost:</i> a decision tries the chains that were handed over until one goes on, those that
 * begin the latest first; nearly always the first. Those whose events lie out of reach are passed
 * over one by one.
 *
 * <p><i>Thread safety:</i> none.
 */
public class ContinuedMatcher implements ChainFinder {
  /** How many chains are gone on from for one completing event before giving up. */
  private static final int MOST_TRIES = 10_000;

  private final SequenceMatcher rest;
  private final SequencePlan plan;
  private final CarriedChains carried = new CarriedChains();
  private final long reach;
  private int abandoned;

  public ContinuedMatcher(SequenceMatcher rest) {
    this.rest = rest;
    plan = rest.plan();
    long longest = 0;
    for (SequencePlan.Mandatory step : plan.mandatory().subList(1, plan.mandatory().size())) {
      longest = Times.plus(longest, step.fill().within());
      longest = Times.plus(longest, step.fill().isPlain() ? 0 : step.fill().span());
    }
    reach = Math.min(longest, plan.timespan());
  }

  @Override
  public Decision decide(Timeline timeline, int index) {
    int before = abandoned;
    Optional<Completion> found =
        find(timeline, index, Set.of(), Long.MIN_VALUE).map(Found::completion);
    if (found.isPresent()) {
      return new Decision(found, helped(found.get()), Decision.NEVER);
    }
    long earliest = Times.minus(timeline.time(index), looksBack());
    return abandoned > before ? Decision.unknown(earliest) : Decision.none(earliest);
  }

  /** A chain that is better begins no earlier, and what refutes this one lies no earlier. */
  @Override
  public long helped(Completion completion) {
    return completion.chain().stream()
        .mapToLong(part -> part.event().eventTime())
        .min()
        .orElse(completion.event().eventTime());
  }

  @Override
  public boolean losesOnlyItsChains(long roles) {
    return rest.losesOnlyItsChains(roles);
  }

  @Override
  public Influence influence(Timeline timeline, TimelineEvent event, int place) {
    long time = timeline.time(place);
    return new Influence(false, timeline.from(time), time, time, Influence.ANY_ROLES, false);
  }

  @Override
  public Optional<Found> find(Timeline timeline, int index, Set<EventKey> barred, long earliest) {
    if (rest.find(timeline, index, barred, Long.MIN_VALUE).isEmpty()) {
      return Optional.empty();
    }
    long time = timeline.time(index);
    long first = Math.max(earliest, Times.minus(time, plan.timespan()));
    CarriedStarts starts = timeline.indexes().starts(carried);
    Goal best = null;
    int tries = MOST_TRIES;
    for (NavigableSet<Carried> beside : starts.between(first, time)) {
      for (Carried next : beside) {
        Start start = start(timeline, next, first, time, barred);
        if (start == null) {
          continue;
        }
        if (best != null && Start.ORDER.compare(best.start, start) < 0) {
          return Optional.of(best.found);
        }
        if (tries == 0) {
          abandoned++;
          return Optional.ofNullable(best).map(Goal::found);
        }
        tries--;
        Goal goal = goOn(timeline, index, barred, start);
        if (goal != null && (best == null || Goal.CHOICE.compare(goal, best) < 0)) {
          best = goal;
        }
      }
    }
    return Optional.ofNullable(best).map(Goal::found);
  }

  /** Where a chain goes on from, if that lies within reach of a completing event. */
  private @Nullable Start start(
      Timeline timeline, Carried next, long first, long time, Set<EventKey> barred) {
    long joint = next.by().eventTime();
    if (joint > time || joint < Times.minus(time, reach)) {
      return null;
    }
    int place = timeline.indexOf(next.by()).orElseThrow();
    if ((timeline.roles(place) & plan.mandatory().get(0).roles()) == 0) {
      return null;
    }
    PartialChain chain = carried.of(timeline.event(place)).get(next.number());
    return chain.first() < first || uses(chain, barred) ? null : new Start(place, chain);
  }

  @Override
  public int takeAbandoned() {
    int taken = abandoned + rest.takeAbandoned();
    abandoned = 0;
    return taken;
  }

  private static boolean uses(PartialChain chain, Set<EventKey> barred) {
    return !barred.isEmpty()
        && chain.parts().stream().anyMatch(part -> barred.contains(part.key()));
  }

  private @Nullable Goal goOn(Timeline timeline, int index, Set<EventKey> barred, Start start) {
    Set<EventKey> used = new HashSet<>(barred);
    start.chain.parts().forEach(part -> used.add(part.key()));
    Places places = SequenceMatcher.places(timeline, used);
    if (places.has(index)) {
      return null;
    }
    Limits limits =
        new Limits(start.index, places, timeline.time(start.index), start.chain.first());
    return rest.chain(timeline, index, limits).map(chain -> Goal.of(start, chain)).orElse(null);
  }

  /** The event whose chain a completion goes on from, as long as it is on the timeline. */
  public Optional<TimelineEvent> start(Timeline timeline, Completion completion) {
    return from(timeline, completion).map(start -> timeline.event(start.index));
  }

  /** The chain that a completion goes on from, as long as that is on the timeline. */
  public Optional<PartialChain> before(Timeline timeline, Completion completion) {
    return from(timeline, completion).map(Start::chain);
  }

  private Optional<Start> from(Timeline timeline, Completion completion) {
    List<Start> starts = new ArrayList<>(1);
    completion.chain().stream()
        .mapToLong(part -> part.event().eventTime())
        .distinct()
        .forEach(
            time -> {
              for (int i = timeline.from(time); i < timeline.after(time); i++) {
                if ((timeline.roles(i) & plan.mandatory().get(0).roles()) != 0) {
                  beginnings(timeline, i, completion, starts);
                }
              }
            });
    return starts.stream().min(Start.BY_GROUP);
  }

  private void beginnings(
      Timeline timeline, int index, Completion completion, Collection<Start> starts) {
    carried.of(timeline.event(index)).stream()
        .filter(chain -> begins(chain, completion))
        .forEach(chain -> starts.add(new Start(index, chain)));
  }

  /** Whether an event handed over the chain that a completion goes on from. */
  public boolean isStart(TimelineEvent event, Completion completion) {
    return carried.of(event).stream().anyMatch(chain -> begins(chain, completion));
  }

  private static boolean begins(PartialChain chain, Completion completion) {
    List<ChainPart> parts = parts(chain);
    return parts.size() < completion.chain().size()
        && completion.chain().subList(0, parts.size()).equals(parts);
  }

  private static List<ChainPart> parts(PartialChain chain) {
    return chain.parts().stream()
        .map(part -> new ChainPart(part.step(), part.key(), part.binding()))
        .toList();
  }

  @Override
  public boolean mayComplete(long roles) {
    return rest.mayComplete(roles);
  }

  @Override
  public long reachBack(long roles) {
    return rest.reachBack(roles);
  }

  @Override
  public long refutesBack(long roles) {
    return rest.refutesBack(roles);
  }

  @Override
  public int touchedFrom(Timeline timeline, TimelineEvent event) {
    return rest.touchedFrom(timeline, event);
  }

  @Override
  public long reachAhead(long roles) {
    return rest.reachAhead(roles);
  }

  @Override
  public long looksBack() {
    return rest.looksBack();
  }

  @Override
  public long looksAhead() {
    return rest.looksAhead();
  }

  @Override
  public boolean settles() {
    return rest.settles();
  }

  @Override
  public boolean refutes(Timeline timeline, TimelineEvent event, Completion completion) {
    return rest.refutes(timeline, event, completion);
  }

  @Override
  public boolean standsForWindow() {
    return false;
  }

  /** A chain to go on from, and where the event is that handed it over. */
  private record Start(int index, PartialChain chain) {
    /** The latest beginning first, then the earliest next steps. */
    private static final Comparator<Start> ORDER =
        (one, other) -> ChainChoice.byTimes(one.chain.anchors(), other.chain.anchors());

    private static final Comparator<Start> BY_GROUP =
        Comparator.comparing(start -> start.chain.group(), ChainChoice.GROUPS);
  }

  /** A whole chain. */
  private record Goal(Start start, Found found) {
    private static final Comparator<Goal> CHOICE =
        Comparator.comparing(Goal::found, ChainChoice.FOUND)
            .thenComparing(Goal::start, Start.BY_GROUP);

    static Goal of(Start start, EventChain chain) {
      Completion own = chain.completion();
      List<ChainPart> parts = new ArrayList<>(parts(start.chain));
      parts.addAll(own.chain().subList(1, own.chain().size()));
      List<EventKey> anchors = new ArrayList<>(start.chain.anchors());
      anchors.addAll(chain.anchors().subList(1, chain.anchors().size()));
      Long settlesAt = own.settlesAt();
      Long before = start.chain.settlesAt();
      if (before != null) {
        settlesAt = settlesAt == null ? before : Long.valueOf(Math.max(settlesAt, before));
      }
      return new Goal(
          start, new Found(new Completion(own.event(), parts, settlesAt), anchors, start.chain));
    }
  }
}
