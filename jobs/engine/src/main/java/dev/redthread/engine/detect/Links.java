package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What makes completions one finding. */
interface Links {

  /** Takes a component up. */
  void add(Component component, Collection<Completion> completions);

  /** Forgets a component. */
  void remove(Component component);

  /** The components that a completion would be part of. */
  Set<Component> of(Completion completion);

  /** Puts completions together. */
  List<Component> components(Collection<Completion> completions);
}
