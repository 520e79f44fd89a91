package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.cep.CepFitness;
import dev.redthread.engine.cep.CepKernels;
import dev.redthread.engine.cep.JavaMatcher;
import dev.redthread.engine.match.Alternatives;
import dev.redthread.engine.match.Burst;
import dev.redthread.engine.match.ContinuedMatcher;
import dev.redthread.engine.match.JoinKernel;
import dev.redthread.engine.match.Kernel;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.NewValueMatcher;
import dev.redthread.engine.match.SequenceMatcher;
import dev.redthread.engine.match.SharedStep;
import dev.redthread.engine.match.SingleMatcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import dev.redthread.engine.match.WindowMatcher;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pattern with what decides it, and its deadlines.
 *
 * <p><i>Units:</i> all deadlines are on the received clock, in milliseconds since 1970 UTC; they
 * have passed when the clock is beyond them.
 *
 * @param links makes, for each key, what puts completions together
 */
record PatternRun(
    CompiledPattern pattern,
    Matcher matcher,
    CepKernels.@Nullable PatternKernels kernels,
    Nested nested,
    Decided form,
    Function<Rows, Links> links) {

  PatternRun(
      CompiledPattern pattern,
      Matcher matcher,
      CepKernels.@Nullable PatternKernels kernels,
      Nested nested,
      Decided form) {
    this(
        pattern,
        matcher,
        kernels,
        nested,
        form,
        matcher.standsForWindow()
            ? rows -> new NearbyWindows(rows, pattern.timespan())
            : SharedEvents::new);
  }

  /**
   * @param evaluation how long a Java pattern may take over one event
   */
  static PatternRun of(
      CompiledPattern pattern,
      PatternSet set,
      @Nullable CepKernels kernels,
      Decided form,
      Duration evaluation) {
    Nested nested = Nested.of(pattern, set);
    Shape shape = pattern.shape();
    if (shape instanceof Shape.Sequence sequence) {
      SequenceMatcher matcher = new SequenceMatcher(pattern, sequence, set);
      return new PatternRun(
          pattern,
          set.goesOnFrom(pattern).isPresent() ? new ContinuedMatcher(matcher) : matcher,
          kernels != null && CepFitness.decidedByCep(pattern, set)
              ? kernels.of(matcher.plan())
              : null,
          nested,
          form);
    } else if (shape instanceof Shape.Window window) {
      return new PatternRun(pattern, new WindowMatcher(pattern, window, set), null, nested, form);
    } else if (shape instanceof Shape.Temporal temporal) {
      return new PatternRun(pattern, new WindowMatcher(pattern, temporal, set), null, nested, form);
    } else if (shape instanceof Shape.NewValue newValue) {
      return new PatternRun(
          pattern, new NewValueMatcher(pattern, newValue, set), null, nested, form);
    } else if (shape instanceof Shape.Java java) {
      return new PatternRun(
          pattern, new JavaMatcher(pattern, java, set, evaluation), null, nested, form);
    }
    return new PatternRun(pattern, new SingleMatcher(pattern, set), null, nested, form);
  }

  /** What follows a key of this pattern, where its events need not be decided one by one. */
  @Nullable Kernel newKernel() {
    if (matcher instanceof SequenceMatcher sequence
        && sequence.plan().compares()
        && !sequence.plan().isGrouped()) {
      return new JoinKernel(sequence.plan());
    }
    return kernels == null ? null : kernels.forKey();
  }

  /**
   * Where the completions of a key have an event in common that comes late; null where they are
   * told of one by one.
   */
  @Nullable Slots newSlots(Timeline timeline) {
    boolean plain =
        !nested.isStep && !nested.hasPatternSteps && !pattern.isSegment() && continued() == null;
    SharedStep step = plain ? matcher.sharedStep() : null;
    return step == null ? null : new Slots(step, timeline);
  }

  /**
   * What says which events of a burst can go; null where all matter, as they do where completing
   * events are taken back one by one.
   */
  @Nullable Burst burst() {
    boolean plain = !nested.isStep && !nested.hasPatternSteps;
    return plain && matcher instanceof WindowMatcher window ? window.burst() : null;
  }

  /** The time before which no event in time changes anything any more. */
  long settledBefore(long receivedClock) {
    return receivedClock == Long.MAX_VALUE ? receivedClock : Times.minus(receivedClock, kept());
  }

  long timespan() {
    return pattern.timespan();
  }

  /** Until when an event may matter to a completion that is yet to be decided. */
  long eventDeadline(long eventTime) {
    return Times.plus(eventTime, kept());
  }

  private long kept() {
    return Times.plus(Times.plus(matcher.looksBack(), matcher.looksAhead()), pattern.maxDelay());
  }

  /** How long a completion is held back, seen from the received clock. */
  boolean isHeld(Completion completion, long receivedClock) {
    Long settlesAt = completion.settlesAt();
    return matcher.settles() && settlesAt != null && settlesAt > receivedClock;
  }

  /** Until when a completion may share an event with one that is yet to be decided. */
  long completionDeadline(long eventTime) {
    return Times.plus(eventDeadline(eventTime), timespan());
  }

  static boolean passed(long deadline, long receivedClock) {
    return receivedClock > deadline || receivedClock == Long.MAX_VALUE;
  }

  /**
   * A deadline rounded up, so that a key has few timers.
   *
   * @return {@link Long#MAX_VALUE} when it never passes
   */
  long wakeUp(long deadline) {
    if (deadline == Long.MAX_VALUE) {
      return deadline;
    }
    long grain = Math.max(60_000, kept() / 8);
    long past = Times.plus(deadline, 1);
    long rest = Math.floorMod(past, grain);
    return rest == 0 ? past : Times.plus(past, grain - rest);
  }

  /** Whether its completing events are events for other patterns. */
  boolean isStep() {
    return nested.isStep;
  }

  /** What decides it, when it goes on under another key from a part before. */
  @Nullable ContinuedMatcher continued() {
    return matcher instanceof ContinuedMatcher continued ? continued : null;
  }

  /** Whether an event is in the chain of a completion, or handed over what that goes on from. */
  boolean isPartOf(TimelineEvent event, Completion completion) {
    ContinuedMatcher continued = continued();
    return completion.chain().stream().anyMatch(part -> part.event().equals(event.key()))
        || (continued != null && continued.isStart(event, completion));
  }

  /**
   * Whether other chains than this may be handed over with it, so that what is known of this one
   * does not tell what a late event changes.
   */
  boolean hasOthers(Completion now) {
    return pattern.isSegment()
        && (continued() != null || Alternatives.maySplit(now.chain(), now.event()));
  }

  /** Whether it raises no findings of its own. */
  boolean isSilent() {
    return nested.isSilent;
  }

  /** Whether some of its events are completing events of patterns. */
  boolean hasPatternSteps() {
    return nested.hasPatternSteps;
  }

  /** How a pattern is nested with others. */
  record Nested(boolean isStep, boolean isSilent, boolean hasPatternSteps) {
    static Nested of(CompiledPattern pattern, PatternSet set) {
      return new Nested(
          set.isStep(pattern.id()),
          set.silent().contains(pattern.id()),
          pattern.rules().stream().anyMatch(index -> set.rules().get(index).pattern().isPresent()));
    }
  }
}
