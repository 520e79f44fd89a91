package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Rows whose chains have the same event before the completing one, by the event before that. */
final class Slot {
  private final long number;
  private final NavigableMap<Place, Row> rows = new TreeMap<>();
  private final NavigableMap<Place, Row> byBegin = new TreeMap<>();
  private ChainPart shared;
  private Row saying;

  /**
   * @param first its first row, which says in the state what all have in common
   */
  Slot(long number, ChainPart shared, Row first) {
    this.number = number;
    this.shared = shared;
    saying = first;
    add(first);
  }

  /** What all chains have in common. */
  ChainPart shared() {
    return shared;
  }

  /** Gives all its rows another event at once. */
  void share(ChainPart other) {
    shared = other;
  }

  void add(Row row) {
    rows.put(Place.of(row), row);
    byBegin.put(Place.byBegin(row), row);
    row.setSlot(this);
  }

  /** Lets a row go with the chain that it has. */
  void remove(Row row) {
    rows.remove(Place.of(row));
    byBegin.remove(Place.byBegin(row));
    row.setSlot(null);
  }

  Collection<Row> rows() {
    return rows.values();
  }

  int size() {
    return rows.size();
  }

  /** The row that says in the state what all have in common. */
  Row saying() {
    return saying;
  }

  void setSaying(Row row) {
    saying = row;
  }

  /** What stands for the first completion of a row in the state. */
  Completion stored(Row row) {
    return row == saying ? row.head().saying(number) : row.head().lacking(number);
  }

  /** The rows whose chains begin before an event. */
  List<Row> beginningBefore(EventKey event) {
    return List.copyOf(byBegin.headMap(new Place(event, Place.LOWEST), false).values());
  }

  /**
   * The smaller part of the rows: those that have the event before what they share up to a time, or
   * the others.
   *
   * <p><i>Cost:</i> twice that part.
   */
  Part part(long time) {
    Place end = new Place(new EventKey(Times.plus(time, 1), "", ""), Place.LOWEST);
    Iterator<Row> upTo = rows.headMap(end, false).values().iterator();
    Iterator<Row> after = rows.tailMap(end, true).values().iterator();
    List<Row> earlier = new ArrayList<>();
    List<Row> later = new ArrayList<>();
    while (upTo.hasNext() && after.hasNext()) {
      earlier.add(upTo.next());
      later.add(after.next());
    }
    return upTo.hasNext() ? new Part(false, later) : new Part(true, earlier);
  }

  /**
   * Some of the rows.
   *
   * @param earlier whether it is all of the earlier ones, or all of the later ones
   */
  record Part(boolean earlier, List<Row> rows) {}

  /** Where a row stands in a slot. */
  private record Place(EventKey before, EventKey completing) implements Comparable<Place> {
    private static final EventKey LOWEST = new EventKey(Long.MIN_VALUE, "", "");
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::before).thenComparing(Place::completing);

    static Place of(Row row) {
      return new Place(row.beforeShared(), row.first());
    }

    static Place byBegin(Row row) {
      return new Place(row.begin(), row.first());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }
}
