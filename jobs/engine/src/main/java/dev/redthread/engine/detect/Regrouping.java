package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.detect.Components.Difference;
import dev.redthread.engine.detect.Components.Former;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One round of changes to the completions of a key, and what becomes of its components.
 *
 * <p>New ties put components together at once, the smaller into the larger. Wherever a tie went,
 * the rows that it may have held together are remembered; when all is changed, {@link Parting} says
 * which are still together.
 */
final class Regrouping {
  private final Rows rows;
  private final Links links;
  private final Set<Component> all;
  private final Set<EventKey> altered;

  private final Map<Component, EventKey> before = new LinkedHashMap<>();
  private final Set<Component> created = new LinkedHashSet<>();
  private final Map<Component, Component> partOf = new LinkedHashMap<>();
  private final Map<EventKey, Component> moved = new HashMap<>();
  private final Set<EventKey> inserted = new HashSet<>();
  private final NavigableSet<EventKey> loosened = new TreeSet<>();

  /**
   * @param all the components of the key
   * @param altered gets the completing events of which something else is to be stored
   */
  Regrouping(Rows rows, Links links, Set<Component> all, Set<EventKey> altered) {
    this.rows = rows;
    this.links = links;
    this.all = all;
    this.altered = altered;
  }

  /** Takes a completion over, and that others up to an event are alike where there are any. */
  void apply(EventKey last, Completion now) {
    if (rows.of(now.event()) != null) {
      replace(now.event(), last, now);
    } else {
      insert(now);
    }
  }

  /** Lets completions have an event that arrived instead of a later one. */
  void take(EventKey event) {
    Slots slots = rows.slots();
    if (slots == null) {
      return;
    }
    for (Row fixed : slots.fixed(event)) {
      links.leave(fixed);
      links.enter(fixed);
      altered.add(fixed.first());
    }
    Slots.Taken taken = slots.take(event);
    if (taken == null) {
      return;
    }
    Component component = taken.any().component();
    touch(component);
    component.replace(taken.before(), taken.now(), taken.rows());
    loosened.add(taken.any().first());
    Iterator<?> others = links.around(taken.before());
    if (others.hasNext()) {
      loosened.add(((Row) others.next()).first());
    }
    together(links.of(taken.any().head()), component);
  }

  void insert(Completion now) {
    EventKey event = now.event();
    inserted.add(event);
    Component component = together(links.of(now), null);
    EventKey next = rows.events().higher(event);
    Row around = next != null && rows.goesOn(next) ? rows.of(next) : null;
    if (around == null || !around.head().isSharedBy(now)) {
      if (around != null) {
        cut(next);
      }
      Row row = new Row(now, component);
      rows.begin(row);
      enter(row, component);
    } else {
      rows.goOn(event);
    }
    component.enter(event);
    altered.add(event);
    join(event);
    if (next != null) {
      join(next);
    }
  }

  void remove(EventKey event) {
    Row row = rows.of(event);
    if (row == null) {
      return;
    }
    touch(row.component());
    Completion gone = row.head().at(event);
    EventKey next = rows.events().higher(event);
    if (event.equals(row.first())) {
      if (next != null && rows.goesOn(next)) {
        cut(next);
      }
      leave(row);
    }
    rows.remove(event);
    row.component().leave(event);
    altered.add(event);
    loosen(row, gone);
    if (row.component().size() == 0) {
      all.remove(row.component());
    }
    if (next != null) {
      join(next);
    }
  }

  /** Gives completions that follow each other another chain. */
  private void replace(EventKey first, EventKey last, Completion now) {
    if (rows.goesOn(first)) {
      cut(first);
    }
    EventKey next = rows.events().higher(last);
    if (next != null && rows.goesOn(next)) {
      cut(next);
    }
    List<Row> replaced = rows.between(first, last);
    for (Row row : replaced) {
      Completion before = row.head();
      touch(row.component());
      leave(row);
      loosen(row, before);
      row.setHead(now.at(row.first()));
      List<Row> tied = links.of(row.head());
      enter(row, row.component());
      together(tied, row.component());
      altered.add(row.first());
    }
    replaced.forEach(row -> join(row.first()));
    if (next != null) {
      join(next);
    }
  }

  /** Remembers what a tie that is gone may have held together. */
  private void loosen(Row row, Completion gone) {
    if (rows.beginning(row.first()) == row) {
      loosened.add(row.first());
    }
    links.of(gone).forEach(tied -> loosened.add(tied.first()));
  }

  private void enter(Row row, Component component) {
    component.enter(row);
    links.enter(row);
  }

  private void leave(Row row) {
    row.component().leave(row);
    links.leave(row);
  }

  /** Lets a row begin at a completing event that went on in another. */
  private void cut(EventKey event) {
    Row row = rows.of(event);
    if (row == null) {
      throw new IllegalStateException("does not complete: " + event);
    }
    Row rest = new Row(row.head().at(event), row.component());
    rows.begin(rest);
    enter(rest, row.component());
    altered.add(event);
  }

  /** Lets the row that begins with a completing event go on in the one before where it can. */
  private void join(EventKey event) {
    Row row = rows.beginning(event);
    Row before = row == null || !row.head().isShareable() ? null : rows.before(event);
    if (row != null && before != null && before.head().isSharedBy(row.head())) {
      leave(row);
      rows.goOn(event);
      altered.add(event);
    }
  }

  private void touch(Component component) {
    if (!created.contains(component)) {
      before.computeIfAbsent(component, any -> component.earliest().event());
    }
  }

  /** Makes the components of some rows and another one one component. */
  private Component together(List<Row> tied, @Nullable Component with) {
    Component largest = with;
    for (Row row : tied) {
      Component component = row.component();
      if (component != largest) {
        touch(component);
        largest = largest == null ? component : together(largest, component);
      }
    }
    if (largest == null) {
      largest = new Component(rows);
      created.add(largest);
      all.add(largest);
    }
    return largest;
  }

  private Component together(Component one, Component other) {
    Component small = one.size() < other.size() ? one : other;
    Component large = small == one ? other : one;
    move(List.copyOf(small.rows()), small, large);
    all.remove(small);
    return large;
  }

  private void move(Iterable<Row> some, Component from, Component to) {
    for (Row row : some) {
      from.leave(row);
      to.enter(row);
      for (EventKey event : rows.events(row)) {
        from.leave(event);
        to.enter(event);
        moved.putIfAbsent(event, from);
      }
    }
  }

  /** Parts what no longer holds together, and says what became of all that was touched. */
  Difference difference() {
    Map<Component, Set<Row>> loose = new LinkedHashMap<>();
    for (EventKey event : loosened) {
      Row row = rows.of(event);
      if (row != null) {
        loose.computeIfAbsent(row.component(), any -> new LinkedHashSet<>()).add(row);
      }
    }
    loose.forEach(this::part);
    Set<Component> now = new LinkedHashSet<>();
    now.addAll(before.keySet());
    now.addAll(created);
    now.retainAll(all);
    Set<EventKey> begun = new HashSet<>();
    now.forEach(component -> begun.add(component.earliest().event()));
    List<Former> closed = new ArrayList<>();
    before.forEach(
        (component, earliest) -> {
          if (!begun.contains(earliest)) {
            closed.add(new Former(earliest, heir(component, now)));
          }
        });
    return new Difference(closed, List.copyOf(now));
  }

  private void part(Component component, Set<Row> loose) {
    if (loose.size() == 1) {
      return;
    }
    for (Set<Row> rest : Parting.of(loose, links)) {
      Component part = new Component(rows);
      created.add(part);
      all.add(part);
      partOf.put(part, component);
      for (Row row : rest) {
        component.leave(row);
        part.enter(row);
        for (EventKey event : rows.events(row)) {
          component.leave(event);
          part.enter(event);
        }
      }
    }
  }

  /** The earliest component that has any completion that a former one had. */
  private Optional<Component> heir(Component former, Set<Component> now) {
    Stream<Component> own =
        now.stream()
            .filter(component -> partOf.getOrDefault(component, component) == former)
            .filter(this::hasOwn);
    Stream<Component> others =
        moved.entrySet().stream()
            .filter(each -> each.getValue() == former && !inserted.contains(each.getKey()))
            .map(each -> rows.of(each.getKey()))
            .filter(Objects::nonNull)
            .map(Row::component);
    return Stream.concat(own, others).min(Comparator.comparing(each -> each.earliest().event()));
  }

  /** Whether a component has a completion that neither is new nor came from another. */
  private boolean hasOwn(Component component) {
    for (Row row : component.rows()) {
      for (EventKey event : rows.events(row)) {
        if (!inserted.contains(event) && !moved.containsKey(event)) {
          return true;
        }
      }
    }
    return false;
  }
}
