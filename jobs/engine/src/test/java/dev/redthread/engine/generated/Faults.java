package dev.redthread.engine.generated;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.AlteredMemory;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Faults that an engine could have, each planted in the real one. */
public final class Faults {

  private Faults() {}

  /** All of them, by what is wrong. */
  public static Map<String, Detectors> all() {
    Map<String, Detectors> faults = new LinkedHashMap<>();
    faults.putAll(faultsOfBounds());
    faults.putAll(AlteredWindows.faults());
    faults.putAll(faultsOfSteps());
    faults.putAll(faultsOfAbsence());
    faults.putAll(faultsOfChoice());
    faults.putAll(AlteredComparisons.faults());
    faults.putAll(AlteredAbsences.faults());
    faults.putAll(faultsOfState());
    faults.putAll(faultsOfStateTables());
    faults.putAll(faultsOfExpiry());
    faults.putAll(faultsOfPublishing());
    AlteredMemory.faults()
        .forEach(
            (name, faulty) ->
                faults.put(
                    name,
                    (patterns, clock, setting) ->
                        faulty.create(patterns, clock, Detectors.options(setting))));
    return faults;
  }

  private static Map<String, Detectors> faultsOfBounds() {
    return Map.of(
        "within is exclusive",
        AlteredPatterns.ofStep(
            step ->
                step.kind() == Step.Kind.NOT
                    ? step
                    : AlteredPatterns.withBounds(
                        step, AlteredPatterns.less(step.within()), step.span())),
        "within is ignored",
        AlteredPatterns.ofStep(
            step ->
                step.kind() == Step.Kind.NOT
                    ? step
                    : AlteredPatterns.withBounds(step, null, step.span())),
        "span is exclusive",
        AlteredPatterns.ofStep(
            step ->
                AlteredPatterns.withBounds(step, step.within(), AlteredPatterns.less(step.span()))),
        "span is ignored",
        AlteredPatterns.ofStep(step -> AlteredPatterns.withBounds(step, step.within(), null)),
        "timespan is exclusive",
        AlteredPatterns.ofSequence(
            sequence -> AlteredPatterns.withTimespan(sequence, sequence.timespan() - 1)));
  }

  private static Map<String, Detectors> faultsOfSteps() {
    return Map.of(
        "an optional step decides",
        AlteredPatterns.ofStep(
            step ->
                step.kind() == Step.Kind.OPTIONAL
                    ? AlteredPatterns.withKind(step, Step.Kind.MANDATORY)
                    : step),
        "an optional step adds no risk",
        AlteredPatterns.ofStep(AlteredPatterns::withoutRisk),
        "optional steps after the completing event are not attached",
        AlteredPatterns.ofSequence(AlteredPatterns::withoutTrailing),
        "absence is ignored",
        AlteredPatterns.ofSequence(AlteredPatterns::withoutAbsence),
        "a step has its first rule only",
        AlteredPatterns.ofStep(step -> AlteredPatterns.withRules(step, step.rules().subList(0, 1))),
        "a repetition has no most",
        AlteredPatterns.ofStep(step -> AlteredPatterns.withTimes(step, step.least(), null)),
        "a repetition has its least only",
        AlteredPatterns.ofStep(step -> AlteredPatterns.withTimes(step, step.least(), step.least())),
        "an event fills several steps of a sequence, and only one in temporal_ordered",
        AlteredPatterns.ofSequence(
            sequence ->
                new Shape.Sequence(
                    sequence.timespan(),
                    sequence.steps(),
                    !sequence.distinct(),
                    sequence.until(),
                    sequence.settled())));
  }

  private static Map<String, Detectors> faultsOfAbsence() {
    return Map.of(
        "absence before the first step is ignored",
        AlteredPatterns.ofSequence(AlteredPatterns::withoutLeadingAbsence),
        "absence after the last step is ignored",
        AlteredPatterns.ofSequence(AlteredPatterns::withoutTrailingAbsence),
        "the reach of an absence is exclusive",
        AlteredPatterns.ofStep(
            step ->
                step.kind() == Step.Kind.NOT
                    ? AlteredPatterns.withBounds(step, AlteredPatterns.less(step.within()), null)
                    : step),
        "until is ignored",
        AlteredPatterns.ofSequence(sequence -> AlteredPatterns.withUntil(sequence, List.of())),
        "settled is ignored",
        AlteredPatterns.ofSequence(sequence -> AlteredPatterns.withSettled(sequence, false)),
        "everything waits",
        AlteredPatterns.ofSequence(sequence -> AlteredPatterns.withSettled(sequence, true)),
        "what is settled waits for the next event",
        AlteredEvents.of(AlteredEvents::withoutTimers),
        "what is settled comes a moment too early",
        AlteredEvents.of(AlteredEvents::withClockAhead));
  }

  private static Map<String, Detectors> faultsOfChoice() {
    return Map.of(
        "only the first fitting event is tried",
        AlteredFindings.keeping(AlteredFindings::isGreedy),
        "a negated event counts at the ends",
        AlteredFindings.keeping(AlteredFindings::hasOpenEnds),
        "ties count in the order of arrival",
        AlteredFindings.keeping(AlteredFindings::isInOrderOfArrival),
        "findings that share any event are one",
        AlteredFindings.sharingAnyEvent(),
        "evidence is that of one chain",
        AlteredEvents.of(AlteredFindings::withEvidenceOfOneChain));
  }

  private static Map<String, Detectors> faultsOfState() {
    return Map.of(
        "late events are not looked at",
        AlteredEvents.of(AlteredEvents::withoutLate),
        "retractions are forgotten",
        AlteredEvents.of(AlteredEvents::withoutRetractions),
        "copies count",
        AlteredEvents.of(AlteredEvents::withCopies),
        "the first content wins",
        AlteredEvents.of(AlteredEvents::firstContentWins),
        "groups share a timeline",
        AlteredEvents.of(AlteredEvents::withOneTimeline),
        "nothing is left after a restart",
        AlteredEvents.of(AlteredEvents::forgetting),
        "state expires without the delay",
        AlteredPatterns.withoutDelay(),
        "absence settles without the delay",
        AlteredPatterns.withoutDelayOfRules());
  }

  private static Map<String, Detectors> faultsOfStateTables() {
    return Map.of(
        "events are in memory only, until a restart",
        AlteredState.of(kept -> kept.withEvents(AlteredState.Flaw.NOT_WRITTEN)),
        "completions are in memory only, until a restart",
        AlteredState.of(kept -> kept.withCompletions(AlteredState.Flaw.NOT_WRITTEN)),
        "events that went are back after a restart",
        AlteredState.of(kept -> kept.withEvents(AlteredState.Flaw.NOT_REMOVED)),
        "completions that went are back after a restart",
        AlteredState.of(kept -> kept.withCompletions(AlteredState.Flaw.NOT_REMOVED)),
        "identities are forgotten at a restart",
        AlteredEvents.of(AlteredEvents::withCopiesAfterRestart),
        "findings are not written",
        AlteredState.of(kept -> kept.withFindings(AlteredState.Flaw.NOT_WRITTEN)),
        "findings are not removed",
        AlteredState.of(kept -> kept.withFindings(AlteredState.Flaw.NOT_REMOVED)),
        "a key that leaves the cache is lost",
        AlteredEvents.of(AlteredEvents::forgettingOthers));
  }

  private static Map<String, Detectors> faultsOfExpiry() {
    return Map.of(
        "nothing expires",
        AlteredExpiry.never(),
        "nothing is woken",
        AlteredExpiry.withoutWaking(),
        "keys sleep after they were woken once",
        AlteredExpiry.wakingOnce());
  }

  private static Map<String, Detectors> faultsOfPublishing() {
    return Map.of(
        "withdrawals are forgotten",
        AlteredFindings.keeping(
            (pattern, finding, seen) -> finding.status() != Finding.Status.WITHDRAWN),
        "merges are forgotten",
        AlteredFindings.keeping(
            (pattern, finding, seen) -> finding.status() != Finding.Status.MERGED),
        "findings wait for the next event",
        AlteredEvents.of(AlteredFindings::waiting),
        "findings are repeated",
        AlteredEvents.of(AlteredFindings::repeating),
        "revisions stand still",
        AlteredEvents.of(AlteredFindings::withoutRevisions));
  }
}
