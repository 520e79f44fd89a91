package dev.redthread.engine.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether events satisfy what steps compare. */
final class Compared {

  private Compared() {}

  /**
   * Whether an event may be of a step, or is what an absence forbids.
   *
   * @param known the last event of each step that is there; what is asked of one that is not asks
   *     nothing
   */
  static boolean fits(RefStep step, RefEvent event, Map<String, RefEvent> known) {
    Map<String, RefEvent> all = new HashMap<>(known);
    all.put(step.name(), event);
    return step.where().stream()
        .filter(term -> all.keySet().containsAll(term.steps()))
        .allMatch(term -> term.holds(name -> values(all, name)));
  }

  /** The last event of each step that is there. */
  static Map<String, RefEvent> known(List<RefStep> steps, List<@Nullable Fill> fills) {
    Map<String, RefEvent> known = new HashMap<>();
    for (int i = 0; i < fills.size(); i++) {
      Fill fill = fills.get(i);
      if (fill != null) {
        known.put(steps.get(i).name(), fill.anchor());
      }
    }
    return known;
  }

  private static List<String> values(Map<String, RefEvent> events, String step) {
    RefEvent event = events.get(step);
    return event == null ? List.of() : event.values();
  }
}
