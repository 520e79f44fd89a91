package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Satisfied windows of a count are one finding when they share an event, that is when they end at
 * most a timespan apart.
 */
final class NearbyWindows implements Links {
  private final long timespan;
  private final NavigableMap<EventKey, Component> byCompleting = new TreeMap<>();

  NearbyWindows(long timespan) {
    this.timespan = timespan;
  }

  @Override
  public void add(Component component, Collection<Completion> completions) {
    completions.forEach(completion -> byCompleting.put(completion.event(), component));
  }

  @Override
  public void remove(Component component) {
    component.completions().keySet().forEach(event -> byCompleting.remove(event, component));
  }

  @Override
  public Set<Component> of(Completion completion) {
    Set<Component> linked = Collections.newSetFromMap(new IdentityHashMap<>());
    long time = completion.event().eventTime();
    addIfNear(byCompleting.floorEntry(completion.event()), time, linked);
    addIfNear(byCompleting.higherEntry(completion.event()), time, linked);
    return linked;
  }

  @Override
  public Optional<Component> near(EventKey event) {
    Map.Entry<EventKey, Component> next = byCompleting.ceilingEntry(lowest(event));
    return next != null && next.getKey().eventTime() - event.eventTime() <= timespan
        ? Optional.of(next.getValue())
        : Optional.empty();
  }

  /** Before all of the same time. */
  private static EventKey lowest(EventKey event) {
    return new EventKey(event.eventTime(), "", "");
  }

  private void addIfNear(
      Map.@Nullable Entry<EventKey, Component> neighbour, long time, Set<Component> linked) {
    if (neighbour != null && Math.abs(neighbour.getKey().eventTime() - time) <= timespan) {
      linked.add(neighbour.getValue());
    }
  }

  @Override
  public List<Component> components(Collection<Completion> completions) {
    List<Completion> inOrder = new ArrayList<>(completions);
    inOrder.sort(Comparator.comparing(Completion::event));
    List<Component> components = new ArrayList<>();
    Component current = new Component();
    long reach = Long.MIN_VALUE;
    for (Completion completion : inOrder) {
      if (components.isEmpty() || completion.event().eventTime() > reach) {
        current = new Component();
        components.add(current);
      }
      current.add(completion);
      long last = completion.event().eventTime();
      for (EventKey bridge : completion.bridge()) {
        last = Math.max(last, bridge.eventTime());
      }
      reach = Math.max(reach, Times.plus(last, timespan));
    }
    return components;
  }
}
