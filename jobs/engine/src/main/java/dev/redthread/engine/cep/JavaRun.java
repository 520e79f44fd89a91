package dev.redthread.engine.cep;

import dev.redthread.api.Event;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.jspecify.annotations.Nullable;

/**
 * A way of a Java pattern's automaton along the timeline of one key, up to some event.
 *
 * <p>It goes on while events are put at the end of the timeline or go from its beginning; when
 * anything else changes, the way is gone again from a timespan before the event in question. What
 * the automaton says of an event follows from the events of the timespan before it alone, since
 * patterns skip nothing after a match; so where the way began makes no difference.
 */
final class JavaRun {
  /** Partial matches of one key; of more, those that began the latest stay. */
  static final int MOST_PARTIAL_MATCHES = 1_000;

  private final JavaAutomaton automaton;
  private final long timespan;
  private final Set<EventKey> failed = new HashSet<>();
  private @Nullable NFAState state;
  private List<Map<Object, Object>> maps = List.of();
  private @Nullable EventKey last;
  private long disorder;
  private Collection<Map<String, List<Event>>> matches = List.of();
  private boolean cut;
  private final AtomicLong steps = new AtomicLong();

  JavaRun(JavaAutomaton automaton, long timespan) {
    this.automaton = automaton;
    this.timespan = timespan;
  }

  /** How many events were gone past, as another thread may see it. */
  long steps() {
    return steps.get();
  }

  /** Whether the way ends at an event, and the timeline is as it was. */
  boolean isAt(EventKey event, Timeline timeline) {
    return event.equals(last) && disorder == timeline.disorder();
  }

  /** The events to go past up to a place, from where the way goes on or begins anew. */
  List<TimelineEvent> next(Timeline timeline, int index) {
    OptionalInt reached = reached(timeline, timeline.key(index));
    if (reached.isPresent()) {
      dropBefore(timeline.time(0));
      return events(timeline, reached.getAsInt() + 1, index);
    }
    state = automaton.start();
    maps = automaton.newMaps();
    last = null;
    disorder = timeline.disorder();
    cut = false;
    failed.removeIf(event -> timeline.indexOf(event).isEmpty());
    return events(timeline, timeline.from(Times.minus(timeline.time(index), timespan)), index);
  }

  /** The place up to which the way leads, if it can go on from there to an event. */
  private OptionalInt reached(Timeline timeline, EventKey event) {
    EventKey reached = last;
    boolean goesOn =
        state != null
            && reached != null
            && disorder == timeline.disorder()
            && reached.compareTo(event) < 0
            // of what went, something may have been of the instant of what is now the first
            && timeline.forgottenTime() < timeline.time(0);
    return goesOn && reached != null ? timeline.indexOf(reached) : OptionalInt.empty();
  }

  private static List<TimelineEvent> events(Timeline timeline, int from, int to) {
    List<TimelineEvent> events = new ArrayList<>(to + 1 - from);
    for (int i = from; i <= to; i++) {
      events.add(timeline.event(i));
    }
    return events;
  }

  /**
   * Goes past events. When it fails at one, that takes no part any more, and the way has to begin
   * anew.
   *
   * @throws FailedAtException when the code of the pattern fails
   */
  void go(List<TimelineEvent> events, SeenEvent.View view) throws FailedAtException {
    automaton.store().switchTo(maps);
    TimelineEvent at = events.get(0);
    try (SharedBufferAccessor<Event> accessor = automaton.buffer().getAccessor()) {
      for (TimelineEvent event : events) {
        at = event;
        last = event.key();
        matches = failed.contains(last) ? List.of() : take(new SeenEvent(event, view), accessor);
        steps.incrementAndGet();
      }
    } catch (VirtualMachineError broken) {
      if (!(broken instanceof StackOverflowError)) {
        throw broken;
      }
      throw failed(at, broken);
    } catch (Throwable wrong) {
      // the code of the pattern, which may throw whatever it likes
      throw failed(at, wrong);
    }
  }

  private FailedAtException failed(TimelineEvent at, Throwable wrong) {
    failed.add(at.key());
    state = null;
    Throwable cause = wrong;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new FailedAtException(at, cause);
  }

  private Collection<Map<String, List<Event>>> take(
      SeenEvent event, SharedBufferAccessor<Event> accessor) throws Exception {
    NFAState run = state();
    long now = event.time();
    drop(run, begunBefore(run, Times.minus(now, timespan)), accessor);
    automaton.nfa().advanceTime(accessor, run, now, JavaAutomaton.SKIP);
    Collection<Map<String, List<Event>>> found =
        automaton.nfa().process(accessor, run, event, now, JavaAutomaton.SKIP, () -> 0L);
    if (run.getPartialMatches().size() > MOST_PARTIAL_MATCHES) {
      bound(run, accessor);
    }
    return found;
  }

  private NFAState state() {
    NFAState run = state;
    if (run == null) {
      throw new IllegalStateException("the way was not begun");
    }
    return run;
  }

  /** Lets go of half of them, those that began the earliest first. */
  private void bound(NFAState run, SharedBufferAccessor<Event> accessor) throws Exception {
    List<ComputationState> latestFirst =
        run.getPartialMatches().stream()
            .filter(JavaRun::hasBegun)
            .sorted(
                Comparator.comparingLong(ComputationState::getStartTimestamp)
                    .thenComparingLong(ComputationState::getPreviousTimestamp)
                    .reversed())
            .toList();
    int kept = Math.min(latestFirst.size(), MOST_PARTIAL_MATCHES / 2);
    drop(run, latestFirst.subList(kept, latestFirst.size()), accessor);
    cut = true;
  }

  /** Drops what began with events that are not there any more. */
  private void dropBefore(long time) {
    NFAState run = state();
    automaton.store().switchTo(maps);
    try (SharedBufferAccessor<Event> accessor = automaton.buffer().getAccessor()) {
      drop(run, begunBefore(run, time), accessor);
    } catch (Exception impossible) {
      throw new IllegalStateException("a buffer on the heap cannot fail", impossible);
    }
  }

  private static boolean hasBegun(ComputationState partial) {
    return partial.getPreviousBufferEntry() != null;
  }

  private static List<ComputationState> begunBefore(NFAState run, long time) {
    return run.getPartialMatches().stream()
        .filter(JavaRun::hasBegun)
        .filter(partial -> partial.getStartTimestamp() < time)
        .toList();
  }

  private static void drop(
      NFAState run, List<ComputationState> gone, SharedBufferAccessor<Event> accessor)
      throws Exception {
    if (gone.isEmpty()) {
      return;
    }
    run.getPartialMatches().removeAll(gone);
    for (ComputationState partial : gone) {
      accessor.releaseNode(partial.getPreviousBufferEntry(), partial.getVersion());
    }
    run.setStateChanged();
  }

  /** What the last event that was gone past completes. */
  Collection<Map<String, List<Event>>> matches() {
    return matches;
  }

  /** Whether partial matches were let go of since this was last asked, so that some may miss. */
  boolean takeCut() {
    boolean was = cut;
    cut = false;
    return was;
  }

  /** The code of a pattern failed at an event. */
  static final class FailedAtException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient TimelineEvent event;

    FailedAtException(TimelineEvent event, Throwable cause) {
      super(cause);
      this.event = event;
    }

    TimelineEvent event() {
      return event;
    }
  }
}
