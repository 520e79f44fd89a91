package dev.redthread.engine.explain;

import dev.redthread.engine.cep.CepStates;
import dev.redthread.engine.cep.CepStates.CepState;
import dev.redthread.engine.cep.CepStates.CepTransition;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.TermText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pattern as states and what leads from one to the next, for drawing. Of a sequence that Flink
 * CEP decides these are the states of its automaton; of others those of its mandatory steps.
 *
 * @param title the pattern's
 * @param states in the order of the way through them; the first is the start, the last the end
 * @param transitions by the places of states
 * @param notes what else must hold, which is decided on the timeline
 */
public record Automaton(
    String title, List<String> states, List<Transition> transitions, List<String> notes) {
  public Automaton {
    states = List.copyOf(states);
    transitions = List.copyOf(transitions);
    notes = List.copyOf(notes);
  }

  /** What leads from one state to another, or to itself. */
  public record Transition(int from, int to, String label) {}

  /** The automaton of a pattern. */
  public static Automaton of(CompiledPattern pattern, PatternSet set) {
    return new Drawing(pattern, set).draw();
  }

  /** Draws one pattern. */
  private static final class Drawing {
    private final CompiledPattern pattern;
    private final PatternSet set;
    private final List<String> states = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Drawing(CompiledPattern pattern, PatternSet set) {
      this.pattern = pattern;
      this.set = set;
    }

    Automaton draw() {
      Shape shape = pattern.shape();
      if (shape instanceof Shape.Sequence sequence) {
        Optional<CepStates> cep = CepStates.of(pattern, set);
        if (cep.isPresent()) {
          cep(cep.get(), sequence);
        } else {
          steps(sequence);
        }
        conditions(sequence);
      } else if (shape instanceof Shape.Window window) {
        counted(all(), "in " + Listing.duration(window.timespan()) + ": " + window.bounds());
      } else if (shape instanceof Shape.Temporal temporal) {
        String order = temporal.condition().isOrdered() ? "in order" : "the condition holds";
        counted(all(), order + " within " + Listing.duration(temporal.timespan()));
      } else if (shape instanceof Shape.Java java) {
        java(java);
      } else if (shape instanceof Shape.NewValue newValue) {
        counted(all(), "a value not seen for " + Listing.duration(newValue.baseline()));
      } else {
        states.addAll(List.of("start", "found"));
        transitions.add(new Transition(0, 1, all()));
      }
      return new Automaton(pattern.title(), states, transitions, notes);
    }

    private String all() {
      return names(Explainer.allRules(pattern));
    }

    private String names(List<Integer> places) {
      return places.stream()
          .map(place -> set.rules().get(pattern.rules().get(place)))
          .map(CompiledRule::name)
          .distinct()
          .collect(Collectors.joining(" or "));
    }

    private void counted(String rules, String measure) {
      states.addAll(List.of("start", "window", "found"));
      transitions.add(new Transition(0, 1, rules));
      transitions.add(new Transition(1, 1, rules));
      transitions.add(new Transition(1, 2, measure));
    }

    /** Its steps only: what leads from one to the next is known to the code alone. */
    private void java(Shape.Java java) {
      states.add("start");
      for (String step : java.steps()) {
        transitions.add(new Transition(states.size() - 1, states.size(), "as the code says"));
        states.add(step);
      }
      transitions.add(new Transition(states.size() - 1, states.size(), "at once"));
      states.add("found");
      notes.add("within " + Listing.duration(java.timespan()) + " in all");
      notes.add("events of " + all());
    }

    private void cep(CepStates cep, Shape.Sequence sequence) {
      List<Step> mandatory = new Relaxed(sequence).mandatory();
      List<CepState> ordered = ordered(cep);
      Map<String, Integer> places = new HashMap<>();
      for (CepState state : ordered) {
        places.put(state.name(), states.size());
        states.add(
            state.end()
                ? "found"
                : state.start() ? "start" : "waits for " + mandatory.get(state.step()).name());
      }
      for (CepState state : ordered) {
        for (CepTransition transition : state.transitions()) {
          int to = places.getOrDefault(transition.target(), 0);
          transitions.add(
              new Transition(
                  places.getOrDefault(state.name(), 0),
                  to,
                  switch (transition.action()) {
                    case TAKE -> label(mandatory.get(state.step()));
                    case IGNORE -> "any event";
                    case PROCEED -> "at once";
                  }));
        }
      }
    }

    /** From the start along what takes an event, the end last. */
    private static List<CepState> ordered(CepStates cep) {
      Map<String, CepState> byName = new HashMap<>();
      cep.states().forEach(state -> byName.put(state.name(), state));
      List<CepState> ordered = new ArrayList<>();
      List<CepState> next = new ArrayList<>(cep.states().stream().filter(CepState::start).toList());
      while (!next.isEmpty()) {
        CepState state = next.remove(0);
        if (!ordered.contains(state)) {
          ordered.add(state);
          for (CepTransition transition : state.transitions()) {
            Optional.ofNullable(byName.get(transition.target())).ifPresent(next::add);
          }
        }
      }
      ordered.sort(Comparator.comparingInt(state -> state.end() ? 1 : 0));
      return ordered;
    }

    private void steps(Shape.Sequence sequence) {
      states.add("start");
      for (Step step : new Relaxed(sequence).mandatory()) {
        int from = states.size() - 1;
        if (from > 0) {
          states.set(from, "waits for " + step.name());
          transitions.add(new Transition(from, from, "any event"));
        }
        states.add("found");
        transitions.add(new Transition(from, from + 1, label(step)));
      }
    }

    private String label(Step step) {
      return step.name()
          + ": "
          + names(step.rules())
          + (step.least() > 1 ? ", " + step.least() + " times" : "");
    }

    /** What the automaton does not carry. */
    private void conditions(Shape.Sequence sequence) {
      notes.add("within " + Listing.duration(sequence.timespan()) + " in all");
      for (Step step : sequence.steps()) {
        if (step.name().isEmpty()) {
          continue;
        }
        String bound = step.within() == null ? "" : " within " + Listing.duration(step.within());
        switch (step.kind()) {
          case OPTIONAL -> notes.add("optional " + label(step) + bound);
          case NOT -> notes.add("no " + names(step.rules()) + bound);
          case MANDATORY -> {
            if (!bound.isEmpty()) {
              notes.add(step.name() + bound);
            }
          }
        }
        step.where()
            .forEach(constraint -> notes.add(step.name() + " where " + TermText.of(constraint)));
      }
      if (!sequence.until().isEmpty()) {
        notes.add("until " + names(sequence.until()));
      }
    }
  }
}
