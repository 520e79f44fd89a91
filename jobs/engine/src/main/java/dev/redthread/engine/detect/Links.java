package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What makes completions one finding. */
interface Links {

  /** Takes a component up. */
  void add(Component component, Collection<Completion> completions);

  /** Forgets a component. */
  void remove(Component component);

  /** The components that a completion would be part of. */
  Set<Component> of(Completion completion);

  /** The component whose windows may have an event, where a window decides. */
  Optional<Component> near(EventKey event);

  /** Puts completions together. */
  List<Component> components(Collection<Completion> completions);
}
