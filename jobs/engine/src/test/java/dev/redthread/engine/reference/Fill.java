package dev.redthread.engine.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events that fill one step in one total order: one, or the latest n of a repetition.
 *
 * @param events in the total order
 */
record Fill(List<RefEvent> events) {
  Fill {
    events = List.copyOf(events);
  }

  /**
   * The n latest fitting events up to the event at a place of a total order, if they are enough.
   *
   * @param known the last event of each step that is there
   */
  static Optional<Fill> at(
      List<RefEvent> order, int place, RefStep step, Map<String, RefEvent> known) {
    RefEvent anchor = order.get(place);
    if (!fits(anchor, step, known)) {
      return Optional.empty();
    }
    Deque<RefEvent> latest = new ArrayDeque<>();
    for (int i = place; i >= 0 && latest.size() < step.least(); i--) {
      if (fits(order.get(i), step, known)) {
        latest.addFirst(order.get(i));
      }
    }
    Fill fill = new Fill(List.copyOf(latest));
    Long span = step.span();
    boolean fits = span == null || anchor.time() - fill.first().time() <= span;
    return latest.size() == step.least() && fits ? Optional.of(fill) : Optional.empty();
  }

  /**
   * Every choice of so many fitting events up to the event at a place, which is one of them.
   *
   * @param known the last event of each step that is there
   */
  static List<Fill> anyAt(
      List<RefEvent> order, int place, RefStep step, Map<String, RefEvent> known) {
    RefEvent anchor = order.get(place);
    List<List<RefEvent>> choices = new ArrayList<>();
    choices.add(List.of());
    for (RefEvent event : order.subList(0, place)) {
      if (fits(event, step, known)) {
        for (List<RefEvent> choice : List.copyOf(choices)) {
          List<RefEvent> more = new ArrayList<>(choice);
          more.add(event);
          choices.add(more);
        }
      }
    }
    List<Fill> fills = new ArrayList<>();
    Long span = step.span();
    for (List<RefEvent> choice : choices) {
      List<RefEvent> events = new ArrayList<>(choice);
      events.add(anchor);
      if (events.size() == step.least()
          && fits(anchor, step, known)
          && (span == null || anchor.time() - events.get(0).time() <= span)) {
        fills.add(new Fill(events));
      }
    }
    return fills;
  }

  static boolean fits(RefEvent event, RefStep step, Map<String, RefEvent> known) {
    return event.matches(step.rules()) && Compared.fits(step, event, known);
  }

  RefEvent first() {
    return events.get(0);
  }

  /** The event at which the step is filled. */
  RefEvent anchor() {
    return events.get(events.size() - 1);
  }

  /** The events, the latest first. */
  List<RefEvent> latest() {
    return events.stream().sorted(RefEvent.LATEST_FIRST).toList();
  }
}
