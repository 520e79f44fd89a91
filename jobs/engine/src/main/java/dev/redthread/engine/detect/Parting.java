package dev.redthread.engine.detect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds which of some rows of a component are no longer tied to each other.
 *
 * <p>From each of them a wave goes out, by turns. Where two meet they are one; a wave that has
 * nowhere left to go while others go on has found a part of its own.
 *
 * <p><i>Cost:</i> of the order of the parts that come off, or of the way between those that are
 * still tied.
 */
final class Parting {
  private final Links links;
  private final Map<Object, Wave> found = new HashMap<>();
  private final Deque<Wave> going = new ArrayDeque<>();

  private Parting(Links links) {
    this.links = links;
  }

  /** The parts that are tied to no other, all but one; nobody asks which that is. */
  static List<Set<Row>> of(Collection<Row> rows, Links links) {
    return new Parting(links).parts(rows);
  }

  private List<Set<Row>> parts(Collection<Row> rows) {
    for (Row row : rows) {
      Wave wave = new Wave();
      going.add(wave);
      reach(row, wave);
    }
    List<Set<Row>> parts = new ArrayList<>();
    while (going.size() > 1) {
      Wave wave = going.remove();
      if (wave.open.isEmpty()) {
        parts.add(wave.rows());
        continue;
      }
      going.add(wave);
      Iterator<?> next = wave.open.element();
      if (next.hasNext()) {
        reach(next.next(), wave);
      } else {
        wave.open.remove();
      }
    }
    return parts;
  }

  private void reach(Object tied, Wave wave) {
    Wave known = found.get(tied);
    if (known == null) {
      found.put(tied, wave);
      wave.reached.add(tied);
      wave.open.add(links.around(tied));
    } else if (known.now() != wave.now()) {
      join(known.now(), wave.now());
    }
  }

  private void join(Wave one, Wave other) {
    Wave small = one.reached.size() < other.reached.size() ? one : other;
    Wave large = small == one ? other : one;
    small.into = large;
    large.reached.addAll(small.reached);
    large.open.addAll(small.open);
    going.remove(small);
  }

  /** What was reached from a row. */
  private static final class Wave {
    private final List<Object> reached = new ArrayList<>();
    private final Deque<Iterator<?>> open = new ArrayDeque<>();
    private Wave into = this;

    Wave now() {
      Wave now = this;
      while (now.into != now) {
        now = now.into;
      }
      return now;
    }

    Set<Row> rows() {
      return reached.stream()
          .filter(Row.class::isInstance)
          .map(Row.class::cast)
          .collect(Collectors.toSet());
    }
  }
}
