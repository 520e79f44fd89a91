package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Completions that are one finding. */
final class Component {
  private final NavigableMap<EventKey, Completion> completions = new TreeMap<>();
  private final NavigableMap<EventKey, Integer> evidence = new TreeMap<>();
  private @Nullable Long settlesAt;

  static Component of(Collection<Completion> completions) {
    Component component = new Component();
    completions.forEach(component::add);
    return component;
  }

  void add(Completion completion) {
    completions.put(completion.event(), completion);
    for (ChainPart part : completion.chain()) {
      evidence.merge(part.event(), 1, Integer::sum);
    }
    Long settles = completion.settlesAt();
    if (settles != null) {
      settlesAt = settlesAt == null ? settles : Math.max(settlesAt, settles);
    }
  }

  /** Lets go of completions that follow the earliest, and ties it to the one that then follows. */
  void letGo(List<Completion> gone) {
    for (Completion completion : gone) {
      completions.remove(completion.event());
      forget(completion);
    }
    Completion first = earliest();
    EventKey next = completions.higherKey(first.event());
    completions.put(first.event(), first.bridgedTo(next == null ? List.of() : List.of(next)));
  }

  /** Lets go of completions between others. */
  void letGoOf(List<EventKey> gone) {
    for (EventKey event : gone) {
      Completion completion = completions.remove(event);
      if (completion != null) {
        forget(completion);
      }
    }
  }

  private void forget(Completion completion) {
    for (ChainPart part : completion.chain()) {
      evidence.computeIfPresent(part.event(), (key, count) -> count == 1 ? null : count - 1);
    }
  }

  /** The completions by completing event. */
  NavigableMap<EventKey, Completion> completions() {
    return completions;
  }

  /** The events of all chains. */
  NavigableSet<EventKey> evidence() {
    return evidence.navigableKeySet();
  }

  Completion earliest() {
    return completions.firstEntry().getValue();
  }

  long lastTime() {
    return completions.lastKey().eventTime();
  }

  @Nullable Long settlesAt() {
    return settlesAt;
  }
}
