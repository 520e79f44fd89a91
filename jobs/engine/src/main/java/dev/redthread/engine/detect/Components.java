package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.StateTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The completions of one key, put together to findings; those that are held back stand beside them.
 *
 * <p><i>Cost:</i> a change costs the length of its chain, and what it parts or puts together.
 */
final class Components {
  private final Rows rows;
  private final Links links;
  private final Set<Component> all = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Held held = new Held();
  private final NavigableSet<EventKey> altered = new TreeSet<>();
  private final List<EventKey> arrived = new ArrayList<>(0);

  /**
   * @param slots where completions have an event in common; null where that is kept of each
   * @param stored the completions as they are stored
   */
  Components(Function<Rows, Links> links, @Nullable Slots slots, Collection<Completion> stored) {
    rows = new Rows(slots);
    this.links = links.apply(rows);
    Stored read = new Stored(stored);
    if (slots != null) {
      read.number(slots);
    }
    List<Completion> inOrder = new ArrayList<>(stored);
    inOrder.sort(Comparator.comparing(Completion::event));
    Regrouping regrouping = regrouping();
    Completion before = null;
    for (Completion completion : inOrder) {
      if (completion.held()) {
        held.put(completion);
      } else {
        before = completion.isAlike() ? alike(before, completion.event()) : read.whole(completion);
        regrouping.insert(before);
      }
    }
    altered.clear();
    if (slots != null) {
      slots.takeAltered();
    }
    altered.addAll(read.otherwise(rows));
  }

  private static Completion alike(@Nullable Completion before, EventKey event) {
    if (before == null) {
      throw new IllegalStateException("stored without the completion it is like: " + event);
    }
    return before.at(event);
  }

  private Regrouping regrouping() {
    return new Regrouping(rows, links, all, altered);
  }

  /**
   * What a round of changes did.
   *
   * @param closed the components that it touched and that no component now begins as
   * @param now what became of those it touched
   */
  record Difference(List<Former> closed, List<Component> now) {}

  /**
   * A component as it was.
   *
   * @param earliest its earliest completing event
   * @param heir the earliest component that has any of its completions
   */
  record Former(EventKey earliest, Optional<Component> heir) {}

  Collection<Component> all() {
    return all;
  }

  Rows rows() {
    return rows;
  }

  boolean isEmpty() {
    return all.isEmpty() && held.isEmpty();
  }

  /** All completions, those that are held back too. */
  List<Completion> completions() {
    List<Completion> completions = new ArrayList<>(held.all());
    all.forEach(component -> completions.addAll(component.completions()));
    return completions;
  }

  @Nullable Completion completion(EventKey event) {
    Completion shown = rows.completion(event);
    return shown == null ? held.get(event) : shown;
  }

  /** The event time of the latest completing event, or the beginning of time. */
  long lastTime() {
    long shown = rows.events().isEmpty() ? Long.MIN_VALUE : rows.events().last().eventTime();
    return Math.max(shown, held.lastTime());
  }

  Held held() {
    return held;
  }

  @Nullable Component componentOf(EventKey event) {
    Row row = rows.of(event);
    return row == null ? null : row.component();
  }

  /**
   * Lets completions have an event, which was just put on the timeline, instead of a later one with
   * the next changes, if nobody has to be asked for that.
   */
  boolean arrives(EventKey event) {
    Slots slots = rows.slots();
    boolean may = slots != null && slots.mayTake(event);
    if (may) {
      arrived.add(event);
    }
    return may;
  }

  /** Whether something is to change that was not decided anew. */
  boolean hasArrived() {
    return !arrived.isEmpty();
  }

  Difference apply(Collection<Change> changes) {
    Regrouping regrouping = regrouping();
    arrived.forEach(regrouping::take);
    arrived.clear();
    List<Change> shown = shown(changes);
    // From the last to the first, so that a row that vanishes does not get a new beginning each
    // time.
    for (int i = shown.size() - 1; i >= 0; i--) {
      if (shown.get(i).now() == null) {
        regrouping.remove(shown.get(i).event());
      }
    }
    for (Change change : shown) {
      Completion now = change.now();
      if (now != null) {
        regrouping.apply(change.last(), now);
      }
    }
    return regrouping.difference();
  }

  /** A completing event of the component that an event is near to, where events make windows. */
  Optional<EventKey> near(EventKey event) {
    return links.near(event).map(component -> component.earliest().event());
  }

  /** The changes as findings see them: what is held back is not there. */
  private List<Change> shown(Collection<Change> changes) {
    List<Change> shown = new ArrayList<>(changes.size());
    for (Change change : changes) {
      Completion before = change.before();
      Completion now = change.now();
      if (held.remove(change.event())) {
        before = null;
        altered.add(change.event());
      }
      if (now != null && now.held()) {
        held.put(now);
        altered.add(change.event());
        now = null;
      }
      if (before != null || now != null) {
        shown.add(new Change(change.event(), change.last(), before, now));
      }
    }
    return shown;
  }

  /**
   * Stores what is stored otherwise than before: of a row the first completion whole, of the others
   * that they are alike.
   *
   * @param rewritten is told the events of all these
   */
  void store(StateTable<EventKey, Completion> state, Consumer<EventKey> rewritten) {
    if (rows.slots() != null) {
      altered.addAll(rows.slots().takeAltered());
    }
    for (EventKey event : altered) {
      Row row = rows.of(event);
      Completion stored =
          row == null
              ? held.get(event)
              : event.equals(row.first()) ? row.stored() : Completion.alike(event);
      if (stored == null) {
        state.remove(event);
      } else {
        state.put(event, stored);
      }
      rewritten.accept(event);
    }
    altered.clear();
  }

  /** Lets go of completions that lie between others of a component, which stay one. */
  void letGo(Collection<EventKey> gone) {
    gone.forEach(regrouping()::remove);
  }

  /** Lets go of a whole component. */
  void letGo(Component component) {
    letGo(component.completing());
  }

  /**
   * Lets go of the completions after the first of a component until only so many are left, and ties
   * the first to those.
   */
  void shorten(Component component, int kept) {
    List<EventKey> completing = component.completing();
    int gone = completing.size() - kept;
    letGo(completing.subList(1, 1 + gone));
    Completion first = component.earliest();
    regrouping().apply(first.event(), first.bridgedTo(List.of(completing.get(1 + gone))));
  }
}
