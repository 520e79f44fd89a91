package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.SharedStep;
import dev.redthread.engine.match.Timeline;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a key by the event of a step of which nothing is asked but its place.
 *
 * <p>A chain takes the earliest event of such a step, so one that comes late becomes part of every
 * chain around it: thousands on a flooded key, and each event changes them again. Here it is not in
 * them. All that begin between two events of the step are a {@link Slot}, which has the event; a
 * late one parts the slot, and only the smaller part is touched. In the state one row of a slot
 * says it, and the others name the slot.
 *
 * <p><i>Invariants:</i> a row is in a slot if its chain had the first event of the step when it was
 * entered. One whose beginning was evicted since keeps the event that it had, and leaves the slot
 * when that gets another.
 */
final class Slots {
  private final SharedStep step;
  private final Timeline timeline;
  private final NavigableSet<EventKey> altered = new TreeSet<>();
  private final Map<EventKey, Slot> byShared = new HashMap<>();
  private final Map<EventKey, Long> numbers = new HashMap<>();

  /** How many rows are in slots, by where their chains begin. */
  private final NavigableMap<EventKey, Integer> taking = new TreeMap<>();

  /** How many rows are in no slot, by where their chains begin. */
  private final NavigableMap<EventKey, Integer> apart = new TreeMap<>();

  private long lastNumber;

  Slots(SharedStep step, Timeline timeline) {
    this.step = step;
    this.timeline = timeline;
  }

  /** The first events of rows of which something else is to be stored since this was last asked. */
  Set<EventKey> takeAltered() {
    Set<EventKey> taken = new TreeSet<>(altered);
    altered.clear();
    return taken;
  }

  /** Lets a slot have the number that it has in the state. */
  void number(ChainPart shared, long number) {
    numbers.put(shared.event(), number);
    lastNumber = Math.max(lastNumber, number);
  }

  /** Takes a row up, into its slot if it has one. */
  void enter(Row row) {
    Completion head = row.head();
    if (!step.isFirst(timeline, head)) {
      count(apart, head, 1);
      return;
    }
    count(taking, head, 1);
    enter(row, head.beforeLast());
  }

  private void enter(Row row, ChainPart shared) {
    Slot slot = byShared.get(shared.event());
    if (slot != null) {
      slot.add(row);
      return;
    }
    Long number = numbers.remove(shared.event());
    byShared.put(shared.event(), new Slot(number == null ? ++lastNumber : number, shared, row));
  }

  /** Forgets a row, which keeps the chain that it has. */
  void leave(Row row) {
    Slot slot = row.slot();
    if (slot == null) {
      count(apart, row.head(), -1);
      return;
    }
    count(taking, row.head(), -1);
    leave(row, slot);
  }

  private void leave(Row row, Slot slot) {
    slot.remove(row);
    if (slot.size() == 0) {
      byShared.remove(slot.shared().event());
    } else if (slot.saying() == row) {
      Row next = slot.rows().iterator().next();
      slot.setSaying(next);
      altered.add(next.first());
    }
  }

  private static void count(NavigableMap<EventKey, Integer> rows, Completion head, int by) {
    EventKey begin =
        head.chain().stream()
            .map(ChainPart::event)
            .min(Comparator.comparingLong(EventKey::eventTime))
            .orElse(head.event());
    rows.merge(begin, by, (one, other) -> one + other == 0 ? null : one + other);
  }

  /** The rows that have an event by their slot. */
  Collection<Row> rows(EventKey shared) {
    Slot slot = byShared.get(shared);
    return slot == null ? List.of() : slot.rows();
  }

  /**
   * Whether all that could have an event of the step, which was just put on the timeline, instead
   * of a later one are in slots, and have all of their chains: of several events at one instant
   * some may have been evicted.
   */
  boolean mayTake(EventKey event) {
    EventKey since = new EventKey(step.since(timeline).eventTime(), "", "");
    EventKey first = taking.ceilingKey(since);
    return apart.ceilingKey(since) == null
        && (first == null || first.eventTime() > timeline.forgottenTime())
        && !byShared.containsKey(event);
  }

  /** The slot of which a late event of the step takes rows. */
  private @Nullable Slot next(EventKey event) {
    EventKey next = step.next(timeline, event);
    return next == null ? null : byShared.get(next);
  }

  /**
   * The rows that keep what they share when an event comes, since they may have lost a beginning.
   */
  List<Row> fixed(EventKey event) {
    Slot slot = next(event);
    return slot == null ? List.of() : slot.beginningBefore(step.since(timeline));
  }

  /**
   * Lets all that begin before an event of the step, which was just put on the timeline, have it
   * instead of the next one, but for those that are {@link #fixed}.
   *
   * @return what that changed, or null if nothing
   */
  @Nullable Taken take(EventKey event) {
    Slot slot = next(event);
    Slot.Part part = slot == null ? null : slot.part(event.eventTime());
    if (slot == null || part == null || (part.earlier() && part.rows().isEmpty())) {
      return null;
    }
    ChainPart before = slot.shared();
    ChainPart now = new ChainPart(before.step(), event, before.binding());
    int rows = part.earlier() ? part.rows().size() : slot.size() - part.rows().size();
    if (part.earlier()) {
      part.rows().forEach(row -> move(row, now));
    } else {
      byShared.remove(before.event());
      part.rows().forEach(row -> move(row, before));
      slot.share(now);
      byShared.put(event, slot);
      altered.add(slot.saying().first());
    }
    Row any = Objects.requireNonNull(byShared.get(event)).rows().iterator().next();
    return new Taken(before.event(), event, rows, any);
  }

  private void move(Row row, ChainPart to) {
    leave(row, Objects.requireNonNull(row.slot()));
    row.setHead(row.head().withBeforeLast(to));
    enter(row, to);
    altered.add(row.first());
  }

  /**
   * What became of rows that had an event.
   *
   * @param before the event that they had
   * @param now the event that they have
   * @param rows how many they are
   * @param any one of them
   */
  record Taken(EventKey before, EventKey now, int rows, Row any) {}
}
