package dev.redthread.engine.cep;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.SequencePlan;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.StateTransition;

/**
 * The states of the automaton that Flink CEP makes of a sequence.
 *
 * @param states in no particular order
 */
public record CepStates(List<CepState> states) {
  public CepStates {
    states = List.copyOf(states);
  }

  /** What a transition does with an event. */
  public enum Action {
    /** The event fills the step. */
    TAKE,
    /** The event is passed over. */
    IGNORE,
    /** No event: the state is as good as the other. */
    PROCEED
  }

  /**
   * A state that waits for a step.
   *
   * @param name the automaton's own name of it, unique
   * @param step the number of the mandatory step that it waits for, counted from 0; the number of
   *     steps for the end
   * @param start whether a chain begins here
   * @param end whether a chain is complete here
   */
  public record CepState(
      String name, int step, boolean start, boolean end, List<CepTransition> transitions) {
    public CepState {
      transitions = List.copyOf(transitions);
    }
  }

  /** A transition to the state of a name. */
  public record CepTransition(Action action, String target) {}

  /** The automaton of a pattern; nothing where Flink CEP does not decide it. */
  public static Optional<CepStates> of(CompiledPattern pattern, PatternSet set) {
    if (!CepFitness.decidedByCep(pattern, set)
        || !(pattern.shape() instanceof Shape.Sequence sequence)) {
      return Optional.empty();
    }
    SequencePlan plan = SequencePlan.of(pattern, sequence, set);
    NFA<TimelineEvent> nfa = CepPattern.compile(plan);
    List<CepState> states = new ArrayList<>();
    for (State<TimelineEvent> state : nfa.getStates()) {
      states.add(state(state, plan.mandatory().size()));
    }
    return Optional.of(new CepStates(states));
  }

  private static CepState state(State<TimelineEvent> state, int steps) {
    List<CepTransition> transitions = new ArrayList<>();
    for (StateTransition<TimelineEvent> transition : state.getStateTransitions()) {
      transitions.add(
          new CepTransition(
              switch (transition.getAction()) {
                case TAKE -> Action.TAKE;
                case IGNORE -> Action.IGNORE;
                case PROCEED -> Action.PROCEED;
              },
              transition.getTargetState().getName()));
    }
    return new CepState(
        state.getName(),
        state.isFinal() ? steps : step(state.getName()),
        state.isStart(),
        state.isFinal(),
        transitions);
  }

  /** States of a repetition are called after their step, with a number of their own. */
  private static int step(String name) {
    int end = 0;
    while (end < name.length() && Character.isDigit(name.charAt(end))) {
      end++;
    }
    return end == 0 ? 0 : Integer.parseInt(name.substring(0, end));
  }
}
