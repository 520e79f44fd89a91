package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import java.util.ArrayList;
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
    for (EventKey event : before(row.head())) {
      byEvent.computeIfAbsent(event, any -> new LinkedHashSet<>()).add(row);
    }
  }

  @Override
  public void leave(Row row) {
    for (EventKey event : before(row.head())) {
      byEvent.computeIfPresent(
          event, (any, tied) -> tied.remove(row) && tied.isEmpty() ? null : tied);
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
    Set<Row> by = byEvent.get(event);
    Row any = by == null ? rows.of(event) : by.iterator().next();
    if (any != null) {
      tied.add(any);
    }
  }

  @Override
  public Iterator<?> around(Object tied) {
    if (tied instanceof Row row) {
      return Stream.concat(
              before(row.head()).stream(), rows.events(row).stream().filter(byEvent::containsKey))
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
    return Stream.concat(
        byEvent.getOrDefault(event, Set.of()).stream(), Stream.ofNullable(completing));
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
