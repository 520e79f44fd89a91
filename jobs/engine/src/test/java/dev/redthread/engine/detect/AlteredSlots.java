package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.SharedStep;
import dev.redthread.engine.match.Timeline;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Faults in what completions take over without being decided anew. */
final class AlteredSlots {

  private AlteredSlots() {}

  /** All of them, by what is wrong. */
  static Map<String, AlteredMemory.Faulty> faults() {
    return Map.of(
        "a late event is taken over by nothing",
        altered(
            run ->
                sharing(
                    run,
                    step ->
                        new Altered(step) {
                          @Override
                          public @Nullable EventKey next(Timeline timeline, EventKey event) {
                            return null;
                          }
                        })),
        "a late event is taken over from the next of its step but one",
        altered(
            run ->
                sharing(
                    run,
                    step ->
                        new Altered(step) {
                          @Override
                          public @Nullable EventKey next(Timeline timeline, EventKey event) {
                            EventKey next = super.next(timeline, event);
                            return next == null ? null : super.next(timeline, next);
                          }
                        })),
        "completions are not found by the event that they share",
        altered(AlteredSlots::unshared));
  }

  /** Decides each completion anew that a late event may change, as it should. */
  static AlteredMemory.Faulty none() {
    return altered(run -> sharing(run, step -> null));
  }

  private static AlteredMemory.Faulty altered(UnaryOperator<PatternRun> fault) {
    return (patterns, clock, options) -> new TimelineDetector(patterns, clock, options, fault);
  }

  private static PatternRun sharing(
      PatternRun run, Function<SharedStep, @Nullable SharedStep> fault) {
    return new PatternRun(
        run.pattern(),
        new Sharing(run.matcher(), fault),
        run.kernels(),
        run.nested(),
        run.form(),
        run.links());
  }

  private static PatternRun unshared(PatternRun run) {
    return new PatternRun(
        run.pattern(),
        run.matcher(),
        run.kernels(),
        run.nested(),
        run.form(),
        rows -> new Unshared(run.links().apply(rows)));
  }

  /** A matcher whose step has a fault. */
  private static final class Sharing extends AlteredMatcher {
    private final Function<SharedStep, @Nullable SharedStep> fault;

    Sharing(Matcher matcher, Function<SharedStep, @Nullable SharedStep> fault) {
      super(matcher, it -> it, it -> it, OfRows.RIGHT);
      this.fault = fault;
    }

    @Override
    public @Nullable SharedStep sharedStep() {
      SharedStep step = super.sharedStep();
      return step == null ? null : fault.apply(step);
    }
  }

  private static class Altered implements SharedStep {
    private final SharedStep step;

    Altered(SharedStep step) {
      this.step = step;
    }

    @Override
    public boolean isFirst(Timeline timeline, Completion completion) {
      return step.isFirst(timeline, completion);
    }

    @Override
    public EventKey since(Timeline timeline) {
      return step.since(timeline);
    }

    @Override
    public @Nullable EventKey next(Timeline timeline, EventKey event) {
      return step.next(timeline, event);
    }
  }

  /** Links that lead from an event to no row that has it by its slot. */
  private record Unshared(Links links) implements Links {

    @Override
    public void enter(Row row) {
      links.enter(row);
    }

    @Override
    public void leave(Row row) {
      links.leave(row);
    }

    @Override
    public List<Row> of(Completion completion) {
      return links.of(completion);
    }

    @Override
    public Iterator<?> around(Object tied) {
      Iterable<Object> around = () -> iterator(links.around(tied));
      Stream<Object> all = StreamSupport.stream(around.spliterator(), false);
      return tied instanceof EventKey event
          ? all.filter(row -> !hasInSlot(row, event)).iterator()
          : all.iterator();
    }

    @SuppressWarnings("unchecked")
    private static Iterator<Object> iterator(Iterator<?> of) {
      return (Iterator<Object>) of;
    }

    private static boolean hasInSlot(Object tied, EventKey event) {
      return tied instanceof Row row
          && row.slot() != null
          && row.slot().shared().event().equals(event);
    }

    @Override
    public Optional<Component> near(EventKey event) {
      return links.near(event);
    }
  }
}
