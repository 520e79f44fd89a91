package dev.redthread.engine.match;

import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is shown of a window, as the chain of its completing event. */
interface WindowChain {
  /** How many events are shown where no threshold says how many make it out. */
  int SHOWN = 50;

  /**
   * The chain of the window at places {@code first} to before {@code end}, in their order.
   *
   * @param completing one of its events
   */
  List<ChainPart> of(Timeline timeline, int first, int end, EventKey completing);

  /**
   * The completing event and the latest others: as many as make the number, or, of values, those
   * that have another one.
   */
  static WindowChain of(Shape.Window window, Roles rules) {
    int wanted = window.isThreshold() ? window.bounds().leastCount() : SHOWN;
    if (window.isThreshold() && window.measure().kind() == Measure.Kind.VALUES) {
      Readings readings = new Readings(window.measure());
      return (timeline, first, end, completing) ->
          latest(timeline, first, end, completing, new OtherValues(readings, wanted), rules);
    }
    return (timeline, first, end, completing) ->
        latest(timeline, first, end, completing, new AnyEvents(wanted), rules);
  }

  /**
   * For each rule the latest event, or the completing one; the same event for several rules. Of
   * rules in order the longest chain.
   */
  static WindowChain of(Shape.Temporal temporal) {
    if (temporal.condition().isOrdered()) {
      RulesInOrder order = new RulesInOrder(temporal.rules());
      return (timeline, first, end, completing) -> {
        int last = timeline.indexOf(completing).orElse(end - 1);
        return last < first ? List.of() : order.chain(timeline, first, last);
      };
    }
    return (timeline, first, end, completing) -> {
      List<ChainPart> chain = new ArrayList<>();
      for (Shape.Temporal.Named rule : temporal.rules()) {
        long roles = Roles.of(rule.places());
        int self = timeline.indexOf(completing).orElse(-1);
        int shown =
            self >= 0 && (timeline.roles(self) & roles) != 0 ? self : timeline.previous(roles, end);
        if (shown >= first) {
          chain.add(new ChainPart(rule.name(), timeline.key(shown), true));
        }
      }
      return chain;
    };
  }

  private static List<ChainPart> latest(
      Timeline timeline, int first, int end, EventKey completing, Choice choice, Roles rules) {
    int self = timeline.indexOf(completing).orElse(-1);
    if (self >= 0) {
      choice.take(timeline, self);
    }
    List<ChainPart> latestFirst = new ArrayList<>();
    for (int i = end - 1; i >= first && !(choice.isFull() && i < self); i--) {
      if (i == self || (!choice.isFull() && choice.take(timeline, i))) {
        String step = rules.firstName(timeline.roles(i));
        latestFirst.add(new ChainPart(step, timeline.key(i), true));
      }
    }
    Collections.reverse(latestFirst);
    return latestFirst;
  }

  /** Which events are shown, asked from the latest to the earliest. */
  interface Choice {

    /** Whether an event is shown, which is then so. */
    boolean take(Timeline timeline, int index);

    boolean isFull();
  }

  /** So many events. */
  final class AnyEvents implements Choice {
    private int missing;

    AnyEvents(int wanted) {
      missing = wanted;
    }

    @Override
    public boolean take(Timeline timeline, int index) {
      missing--;
      return true;
    }

    @Override
    public boolean isFull() {
      return missing <= 0;
    }
  }

  /** Events that bring so many values. */
  final class OtherValues implements Choice {
    private final Readings readings;
    private final int wanted;
    private final Set<String> seen = new HashSet<>();

    OtherValues(Readings readings, int wanted) {
      this.readings = readings;
      this.wanted = wanted;
    }

    @Override
    public boolean take(Timeline timeline, int index) {
      return seen.addAll(readings.texts(timeline.event(index)));
    }

    @Override
    public boolean isFull() {
      return seen.size() >= wanted;
    }
  }
}
