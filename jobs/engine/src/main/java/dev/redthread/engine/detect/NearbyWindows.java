package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Satisfied windows of a count are one finding when they share an event, that is when they end at
 * most a timespan apart.
 */
final class NearbyWindows implements Links {
  private final Rows rows;
  private final long timespan;
  private final Map<EventKey, Row> bridged = new HashMap<>();

  NearbyWindows(Rows rows, long timespan) {
    this.rows = rows;
    this.timespan = timespan;
  }

  @Override
  public void enter(Row row) {
    row.head().bridge().forEach(event -> bridged.put(event, row));
  }

  @Override
  public void leave(Row row) {
    row.head().bridge().forEach(event -> bridged.remove(event, row));
  }

  @Override
  public List<Row> of(Completion completion) {
    EventKey event = completion.event();
    List<Row> tied = new ArrayList<>(2);
    EventKey before = rows.events().lower(event);
    if (before != null && before.eventTime() >= Times.minus(event.eventTime(), timespan)) {
      add(before, tied);
    }
    EventKey after = rows.events().higher(event);
    if (after != null && after.eventTime() <= Times.plus(event.eventTime(), timespan)) {
      add(after, tied);
    }
    completion.bridge().forEach(end -> add(end, tied));
    Stream.ofNullable(bridged.get(event)).forEach(tied::add);
    return tied;
  }

  private void add(EventKey event, List<Row> to) {
    Row row = rows.of(event);
    if (row != null) {
      to.add(row);
    }
  }

  @Override
  public Iterator<?> around(Object tied) {
    return of(((Row) tied).head()).iterator();
  }

  @Override
  public Optional<Component> near(EventKey event) {
    EventKey lowest = new EventKey(event.eventTime(), "", "");
    @Nullable EventKey next = rows.events().ceiling(lowest);
    return next != null && next.eventTime() - event.eventTime() <= timespan
        ? Optional.ofNullable(rows.of(next)).map(Row::component)
        : Optional.empty();
  }
}
