package dev.redthread.engine.cep;

import dev.redthread.api.Event;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.compiler.NFACompiler.NFAFactory;
import org.apache.flink.cep.pattern.GroupPattern;
import org.apache.flink.cep.pattern.MalformedPatternException;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.Quantifier.ConsumingStrategy;
import org.apache.flink.cep.pattern.Quantifier.QuantifierProperty;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of Flink CEP as a class of a jar has it.
 *
 * @param factory makes its automaton
 * @param steps what its chains are made of, in their order
 * @param refutable whether an event that comes late may take a match back
 */
record LoadedPattern(NFAFactory<Event> factory, List<PatternStep> steps, boolean refutable) {
  private static final String WANTED = "java.util.function.Supplier<Pattern<Event, ?>>";

  LoadedPattern {
    steps = List.copyOf(steps);
  }

  /**
   * A pattern of a pattern.
   *
   * @param binding whether it is always there, so that chains that share its event are one finding
   */
  record PatternStep(String name, boolean binding) {}

  /**
   * Loads it.
   *
   * @throws BadClassException when it cannot be used
   */
  static LoadedPattern of(ClosedLoader loader, String className) throws BadClassException {
    Pattern<Event, ?> pattern = pattern(made(loader, className));
    if (pattern.getAfterMatchSkipStrategy().isSkipStrategy()) {
      throw new BadClassException(
          "its pattern skips events after a match",
          "begin it with `AfterMatchSkipStrategy.noSkip()`: what an event completes must not depend"
              + " on what was found before");
    }
    ConsumingStrategy last = pattern.getQuantifier().getConsumingStrategy();
    if (isNegated(last)) {
      throw new BadClassException(
          "its pattern ends with an absence: no event would complete it",
          "let it end with an event, or write a sequence with a `not` at its end");
    }
    NFAFactory<Event> factory = compiled(pattern);
    mustBeSerializable(factory);
    List<PatternStep> steps = new ArrayList<>();
    boolean refutable = collect(pattern, false, steps);
    LoadedPattern loaded = new LoadedPattern(factory, steps, refutable);
    loaded.automaton();
    return loaded;
  }

  private static Object made(ClosedLoader loader, String className) throws BadClassException {
    try {
      Class<?> type = Class.forName(className, true, loader);
      if (!Supplier.class.isAssignableFrom(type)) {
        throw new BadClassException("it is no " + WANTED, "let the class implement it");
      }
      return ((Supplier<?>) type.getConstructor().newInstance()).get();
    } catch (ClassNotFoundException | NoClassDefFoundError missing) {
      throw new BadClassException(
          "the class " + String.valueOf(missing.getMessage()).replace('/', '.') + " is not found",
          "a jar sees java.base, org.apache.flink.cep.pattern, dev.redthread.api and itself: pack"
              + " what else it needs into it");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException closed) {
      throw new BadClassException(
          "it cannot be made",
          "make it public, not abstract, with a public constructor of nothing");
    } catch (LinkageError wrong) {
      throw new BadClassException(
          "it was built for other versions: " + wrong,
          "build it with the jar of this Redthread, for Java 17");
    } catch (ReflectiveOperationException | RuntimeException | StackOverflowError failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      if (cause instanceof NotSerializableException bad) {
        throw notSerializable(bad);
      }
      if (cause instanceof LinkageError) {
        throw new BadClassException(
            "it was built for other versions, or misses a class: " + cause,
            "build it with the jar of this Redthread, for Java 17");
      }
      throw new BadClassException(
          "making its pattern failed: " + cause, "see `get()` of the class");
    }
  }

  @SuppressWarnings("unchecked")
  private static Pattern<Event, ?> pattern(@Nullable Object made) throws BadClassException {
    if (made instanceof Pattern<?, ?> pattern) {
      return (Pattern<Event, ?>) pattern;
    }
    throw new BadClassException(
        "its `get()` gives " + (made == null ? "nothing" : made.getClass().getName()),
        "it is to give a Pattern of Flink CEP: implement " + WANTED);
  }

  private static NFAFactory<Event> compiled(Pattern<Event, ?> pattern) throws BadClassException {
    try {
      if (NFACompiler.canProduceEmptyMatches(pattern)) {
        throw new BadClassException(
            "its pattern matches nothing at all", "let one of its steps not be optional");
      }
      return NFACompiler.compileFactory(pattern, false);
    } catch (MalformedPatternException | IllegalArgumentException | IllegalStateException refused) {
      throw new BadClassException(
          "Flink CEP refuses its pattern: " + refused.getMessage(), "correct the pattern");
    }
  }

  private static void mustBeSerializable(NFAFactory<Event> factory) throws BadClassException {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(factory);
    } catch (NotSerializableException bad) {
      throw notSerializable(bad);
    } catch (IOException | RuntimeException bad) {
      throw new BadClassException(
          "a condition of it cannot be serialised: " + bad, "keep plain values in conditions only");
    }
  }

  private static BadClassException notSerializable(NotSerializableException bad) {
    return new BadClassException(
        "a condition of it cannot be serialised, since it holds a " + bad.getMessage(),
        "make the condition a static class or a lambda that keeps plain values only");
  }

  /** Collects the steps; says whether an event that comes late may take a match back. */
  private static boolean collect(
      Pattern<Event, ?> last, boolean optional, List<PatternStep> steps) {
    List<Pattern<Event, ?>> chain = new ArrayList<>();
    for (Pattern<Event, ?> at = last; at != null; at = at.getPrevious()) {
      chain.add(0, at);
    }
    boolean refutable = false;
    for (Pattern<Event, ?> step : chain) {
      ConsumingStrategy strategy = step.getQuantifier().getConsumingStrategy();
      boolean mayMiss = optional || step.getQuantifier().hasProperty(QuantifierProperty.OPTIONAL);
      if (step instanceof GroupPattern<Event, ?> group) {
        refutable |= collect(group.getRawPattern(), mayMiss, steps);
      } else if (!isNegated(strategy)) {
        steps.add(new PatternStep(step.getName(), !mayMiss));
      }
      boolean skipsAny = strategy == ConsumingStrategy.SKIP_TILL_ANY || step == chain.get(0);
      boolean plain =
          step.getQuantifier().hasProperty(QuantifierProperty.SINGLE)
              && step.getUntilCondition() == null
              && (skipsAny
                  || (strategy == ConsumingStrategy.SKIP_TILL_NEXT
                      && step.getCondition() instanceof SimpleCondition));
      refutable |= !plain;
    }
    return refutable;
  }

  private static boolean isNegated(ConsumingStrategy strategy) {
    return strategy == ConsumingStrategy.NOT_FOLLOW || strategy == ConsumingStrategy.NOT_NEXT;
  }

  /**
   * An automaton that is ready.
   *
   * @throws BadClassException when a condition asks for what is not there
   */
  NFA<Event> automaton() throws BadClassException {
    NFA<Event> nfa = factory.createNFA();
    try {
      nfa.open(HeapStore.noContext(), new Configuration());
    } catch (Exception failed) {
      throw new BadClassException(
          "a condition of it cannot be opened: " + failed,
          "conditions have no run-time context here: use SimpleCondition or IterativeCondition");
    }
    return nfa;
  }
}
