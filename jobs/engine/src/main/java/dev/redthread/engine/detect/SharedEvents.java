package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Completions of a sequence are one finding when they share a binding event. */
final class SharedEvents implements Links {
  private final Rows rows;
  private final Map<EventKey, Set<Row>> byEvent = new HashMap<>();

  SharedEvents(Rows rows) {
    this.rows = rows;
  }

  @Override
  public void enter(Row row) {
    if (rows.slots() != null) {
      rows.slots().enter(row);
    }
    for (EventKey event : own(row)) {
      byEvent.computeIfAbsent(event, any -> new LinkedHashSet<>()).add(row);
    }
  }

  @Override
  public void leave(Row row) {
    for (EventKey event : own(row)) {
      byEvent.computeIfPresent(
          event, (any, tied) -> tied.remove(row) && tied.isEmpty() ? null : tied);
    }
    if (rows.slots() != null) {
      rows.slots().leave(row);
    }
  }

  @Override
  public List<Row> of(Completion completion) {
    List<Row> tied = new ArrayList<>();
    before(completion).forEach(event -> addAny(event, tied));
    addAny(completion.event(), tied);
    return tied;
  }

  private void addAny(EventKey event, List<Row> tied) {
    by(event).findAny().ifPresent(tied::add);
  }

  @Override
  public Iterator<?> around(Object tied) {
    if (tied instanceof Row row) {
      return Stream.concat(
              before(row.head()).stream(), rows.events(row).stream().filter(this::isBefore))
          .iterator();
    }
    return by((EventKey) tied).iterator();
  }

  @Override
  public Optional<Component> near(EventKey event) {
    return Optional.empty();
  }

  private Stream<Row> by(EventKey event) {
    Row completing = rows.of(event);
    return Stream.of(
            byEvent.getOrDefault(event, Set.of()),
            inSlot(event),
            completing == null ? Set.<Row>of() : Set.of(completing))
        .flatMap(Collection::stream);
  }

  private Collection<Row> inSlot(EventKey event) {
    return rows.slots() == null ? List.of() : rows.slots().rows(event);
  }

  /** Whether an event binds any completion beside those of its own row. */
  private boolean isBefore(EventKey event) {
    return byEvent.containsKey(event) || !inSlot(event).isEmpty();
  }

  /** What binds a row beside its completing events and the event of its slot. */
  private static List<EventKey> own(Row row) {
    List<EventKey> events = before(row.head());
    Slot slot = row.slot();
    if (slot != null) {
      events.remove(slot.shared().event());
    }
    return events;
  }

  /** What binds a completion beside its completing event. */
  private static List<EventKey> before(Completion completion) {
    List<EventKey> events = new ArrayList<>(completion.chain().size());
    for (ChainPart part : completion.chain()) {
      if (part.binding() && !part.event().equals(completion.event())) {
        events.add(part.event());
      }
    }
    events.addAll(completion.bridge());
    return events;
  }
}
