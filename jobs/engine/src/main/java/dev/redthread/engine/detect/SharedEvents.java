package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Completions of a sequence are one finding when they share a binding event. */
final class SharedEvents implements Links {
  private final Map<EventKey, Component> byEvent = new HashMap<>();

  @Override
  public void add(Component component, Collection<Completion> completions) {
    for (Completion completion : completions) {
      forEach(completion, event -> byEvent.put(event, component));
    }
  }

  @Override
  public void remove(Component component) {
    for (Completion completion : component.completions().values()) {
      forEach(completion, event -> byEvent.remove(event, component));
    }
  }

  @Override
  public Set<Component> of(Completion completion) {
    Set<Component> linked = Collections.newSetFromMap(new IdentityHashMap<>());
    forEach(
        completion,
        event -> {
          Component component = byEvent.get(event);
          if (component != null) {
            linked.add(component);
          }
        });
    return linked;
  }

  @Override
  public Optional<Component> near(EventKey event) {
    return Optional.empty();
  }

  @Override
  public List<Component> components(Collection<Completion> completions) {
    Map<EventKey, Integer> owner = new HashMap<>();
    List<Completion> all = new ArrayList<>(completions);
    int[] root = new int[all.size()];
    for (int i = 0; i < root.length; i++) {
      root[i] = i;
      int self = i;
      forEach(
          all.get(i),
          event -> {
            Integer other = owner.putIfAbsent(event, self);
            if (other != null) {
              root[find(root, self)] = find(root, other);
            }
          });
    }
    Map<Integer, List<Completion>> byRoot = new LinkedHashMap<>();
    for (int i = 0; i < root.length; i++) {
      byRoot.computeIfAbsent(find(root, i), r -> new ArrayList<>()).add(all.get(i));
    }
    return byRoot.values().stream().map(Component::of).toList();
  }

  private static int find(int[] root, int of) {
    int at = of;
    while (root[at] != at) {
      root[at] = root[root[at]];
      at = root[at];
    }
    return at;
  }

  private static void forEach(Completion completion, Consumer<EventKey> consumer) {
    for (ChainPart part : completion.chain()) {
      if (part.binding()) {
        consumer.accept(part.event());
      }
    }
    completion.bridge().forEach(consumer);
  }
}
