package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The completions of one key, put together to findings; those that are held back stand beside them.
 *
 * <p><i>Cost:</i> a completion that only adds costs the length of its chain; any other change puts
 * the components it touches together again.
 */
final class Components {
  private final Links links;
  private final Map<EventKey, Component> byCompleting = new HashMap<>();
  private final Set<Component> all = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Held held = new Held();

  Components(Links links, Collection<Completion> completions) {
    this.links = links;
    List<Completion> shown = new ArrayList<>();
    for (Completion completion : completions) {
      if (completion.held()) {
        held.put(completion);
      } else {
        shown.add(completion);
      }
    }
    links.components(shown).forEach(this::register);
  }

  /**
   * What a round of changes did.
   *
   * @param former the components it touched, as they were
   * @param now what became of them
   */
  record Difference(List<Former> former, List<Component> now) {}

  /**
   * A component as it was.
   *
   * @param earliest its earliest completing event
   * @param events completing events of it by which it can be found again
   */
  record Former(EventKey earliest, List<EventKey> events) {}

  Collection<Component> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty() && held.isEmpty();
  }

  /** All completions, those that are held back too. */
  List<Completion> completions() {
    List<Completion> completions = new ArrayList<>(held.all());
    all.forEach(component -> completions.addAll(component.completions().values()));
    return completions;
  }

  @Nullable Completion completion(EventKey event) {
    Component component = byCompleting.get(event);
    return component == null ? held.get(event) : component.completions().get(event);
  }

  /** The event time of the latest completing event, or the beginning of time. */
  long lastTime() {
    return all.stream().mapToLong(Component::lastTime).reduce(held.lastTime(), Math::max);
  }

  Held held() {
    return held;
  }

  @Nullable Component componentOf(EventKey event) {
    return byCompleting.get(event);
  }

  Difference apply(Collection<Change> all) {
    List<Change> changes = shown(all);
    if (changes.isEmpty()) {
      return new Difference(List.of(), List.of());
    }
    List<Completion> added = new ArrayList<>(changes.size());
    for (Change change : changes) {
      Completion now = change.now();
      if (change.before() == null && now != null) {
        added.add(now);
      }
    }
    return added.size() == changes.size() ? add(added) : replace(changes);
  }

  /** A completing event of the component that an event is near to, where events make windows. */
  Optional<EventKey> near(EventKey event) {
    return links.near(event).map(component -> component.earliest().event());
  }

  /** The changes as findings see them: what is held back is not there. */
  private List<Change> shown(Collection<Change> changes) {
    List<Change> shown = new ArrayList<>(changes.size());
    for (Change change : changes) {
      held.remove(change.event());
      Completion before = change.before();
      Completion now = change.now();
      if (now != null && now.held()) {
        held.put(now);
        now = null;
      }
      if (before != null && before.held()) {
        before = null;
      }
      if (before != null || now != null) {
        shown.add(new Change(change.event(), before, now));
      }
    }
    return shown;
  }

  private Difference add(List<Completion> completions) {
    List<Former> former = new ArrayList<>();
    Set<Component> grown = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Completion completion : completions) {
      add(completion, former, grown);
    }
    return new Difference(former, List.copyOf(grown));
  }

  private void add(Completion completion, List<Former> former, Set<Component> grown) {
    Set<Component> linked = links.of(completion);
    Component largest = null;
    for (Component component : linked) {
      if (!grown.contains(component)) {
        EventKey earliest = component.earliest().event();
        former.add(new Former(earliest, List.of(earliest)));
      }
      if (largest == null || component.completions().size() > largest.completions().size()) {
        largest = component;
      }
    }
    if (largest == null) {
      largest = new Component();
      all.add(largest);
    }
    grown.add(largest);
    for (Component component : linked) {
      if (component != largest) {
        all.remove(component);
        grown.remove(component);
        links.remove(component);
        addTo(largest, component.completions().values());
      }
    }
    addTo(largest, List.of(completion));
  }

  private void addTo(Component component, Collection<Completion> completions) {
    for (Completion completion : completions) {
      component.add(completion);
      byCompleting.put(completion.event(), component);
    }
    links.add(component, completions);
  }

  private Difference replace(Collection<Change> changes) {
    Set<Component> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Change change : changes) {
      Component component = byCompleting.get(change.event());
      if (component != null) {
        touched.add(component);
      }
      Completion now = change.now();
      if (now != null) {
        touched.addAll(links.of(now));
      }
    }
    NavigableMap<EventKey, Completion> completions = new TreeMap<>();
    List<Former> former = new ArrayList<>();
    for (Component component : touched) {
      completions.putAll(component.completions());
      former.add(
          new Former(component.earliest().event(), List.copyOf(component.completions().keySet())));
      unregister(component);
    }
    for (Change change : changes) {
      Completion now = change.now();
      if (now == null) {
        completions.remove(change.event());
      } else {
        completions.put(change.event(), now);
      }
    }
    List<Component> now = links.components(completions.values());
    now.forEach(this::register);
    return new Difference(former, now);
  }

  private void register(Component component) {
    all.add(component);
    links.add(component, component.completions().values());
    component.completions().keySet().forEach(event -> byCompleting.put(event, component));
  }

  /** Forgets a component. */
  void unregister(Component component) {
    all.remove(component);
    links.remove(component);
    component.completions().keySet().forEach(event -> byCompleting.remove(event, component));
  }

  /** Lets go of completions that lie between others of a component, which stay one. */
  void letGo(Component component, List<EventKey> gone) {
    links.remove(component);
    gone.forEach(event -> byCompleting.remove(event, component));
    component.letGoOf(gone);
    links.add(component, component.completions().values());
  }

  /**
   * Lets go of the completions after the first of a component until only so many are left, and ties
   * the first to those.
   *
   * @return those let go of
   */
  List<Completion> shorten(Component component, int kept) {
    List<Completion> gone =
        component.completions().values().stream()
            .skip(1)
            .limit(component.completions().size() - kept)
            .toList();
    links.remove(component);
    gone.forEach(completion -> byCompleting.remove(completion.event(), component));
    component.letGo(gone);
    links.add(component, component.completions().values());
    return gone;
  }
}
