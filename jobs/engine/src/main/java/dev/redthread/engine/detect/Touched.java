package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.Timeline;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What is to be decided anew: events by their places on the timeline, and parts of rows. */
final class Touched {
  private final Timeline timeline;
  private final Rows rows;
  private final BitSet places = new BitSet();
  private final Map<Row, Stretch> stretches = new LinkedHashMap<>(1);

  Touched(Timeline timeline, Rows rows) {
    this.timeline = timeline;
    this.rows = rows;
  }

  void add(int place) {
    places.set(place);
  }

  /** The event at a place, and if a row begins with it that as far as it lies before another. */
  void addBeside(int place, int end) {
    EventKey key = timeline.key(place);
    Row row = rows.beginning(key);
    if (row == null) {
      places.set(place);
    } else {
      add(row, key, end);
    }
  }

  /** Of a row that begins before a place what lies from there on and before another. */
  void addInRow(int place, int end, Predicate<Completion> meets) {
    EventKey first = place < end ? rows.events().ceiling(timeline.key(place)) : null;
    if (first == null || !rows.goesOn(first)) {
      return;
    }
    Row row = rows.of(first);
    if (row != null && meets.test(row.head())) {
      add(row, first, end);
    }
  }

  private void add(Row row, EventKey first, int end) {
    EventKey last = rows.last(row);
    if (end < timeline.size() && last.compareTo(timeline.key(end)) >= 0) {
      last = rows.events().lower(timeline.key(end));
    }
    if (last == null || last.compareTo(first) < 0) {
      return;
    }
    if (first.equals(last)) {
      addOne(first);
    } else {
      stretches.merge(row, new Stretch(first, last), Stretch::and);
    }
  }

  /** A completing event that was taken off the timeline is in its row until all is decided. */
  private void addOne(EventKey key) {
    timeline.indexOf(key).ifPresent(places::set);
  }

  /** Those that are not known to be in one of the {@link #stretches}. */
  BitSet places() {
    return places;
  }

  Collection<Stretch> stretches() {
    return stretches.values();
  }

  /** All, one by one. */
  BitSet each() {
    for (Stretch stretch : stretches.values()) {
      rows.events().subSet(stretch.first, true, stretch.last, true).forEach(this::addOne);
    }
    stretches.clear();
    return places;
  }

  /** Completions of a row from one to another. */
  record Stretch(EventKey first, EventKey last) {
    private Stretch and(Stretch other) {
      return new Stretch(
          first.compareTo(other.first) < 0 ? first : other.first,
          last.compareTo(other.last) > 0 ? last : other.last);
    }
  }
}
