package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineState;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Faults in what a detector publishes, out of what it has seen. */
final class AlteredFindings {

  private AlteredFindings() {}

  /** Whether a finding is published, given its pattern and the events so far in their order. */
  interface Rule {
    boolean keeps(CompiledPattern pattern, Finding finding, List<Candidate> seen);
  }

  /** Publishes only some findings. */
  static Detectors keeping(Rule rule) {
    return (patterns, clock, setting) ->
        new Altered(Detectors.REAL.create(patterns, clock, setting)) {
          private final Map<String, List<Candidate>> seen = new HashMap<>();

          @Override
          void take(Candidate candidate, Consumer<Candidate> taken) {
            seen.computeIfAbsent(candidate.pattern(), pattern -> new ArrayList<>()).add(candidate);
            taken.accept(candidate);
          }

          @Override
          void give(Finding finding, Consumer<Finding> given) {
            String id = finding.pattern().id();
            CompiledPattern pattern =
                patterns.patterns().stream()
                    .filter(p -> p.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            if (rule.keeps(pattern, finding, seen.getOrDefault(id, List.of()))) {
              given.accept(finding);
            }
          }
        };
  }

  /** Every step takes the first event that fits, and never another. */
  static boolean isGreedy(CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    if (!(pattern.shape() instanceof Shape.Sequence sequence)) {
      return true;
    }
    List<Step> plain = sequence.steps().stream().filter(AlteredFindings::isPlain).toList();
    for (int i = 1; i < plain.size(); i++) {
      long from = timeOf(finding, plain.get(i - 1));
      long to = timeOf(finding, plain.get(i));
      List<Integer> rules = plain.get(i).rules();
      if (seen.stream()
          .filter(candidate -> matches(candidate, rules))
          .mapToLong(candidate -> candidate.event().eventTime())
          .anyMatch(time -> from < time && time < to)) {
        return false;
      }
    }
    return true;
  }

  /** A negated event refutes also when it happened at the same time as a neighbour. */
  static boolean hasOpenEnds(CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    if (!(pattern.shape() instanceof Shape.Sequence sequence)) {
      return true;
    }
    for (Step step : sequence.steps()) {
      if (step.kind() == Step.Kind.NOT
          && seen.stream()
              .filter(candidate -> matches(candidate, step.rules()))
              .anyMatch(candidate -> isInChain(finding, candidate.event().eventTime()))) {
        return false;
      }
    }
    return true;
  }

  /** Events of one time count as in order only in the order in which they came. */
  static boolean isInOrderOfArrival(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    List<Finding.Link> chain = finding.chain();
    for (int i = 1; i < chain.size(); i++) {
      if (chain.get(i - 1).event().eventTime() == chain.get(i).event().eventTime()
          && placeOf(chain.get(i - 1), seen) > placeOf(chain.get(i), seen)) {
        return false;
      }
    }
    return true;
  }

  /** Findings that share any event are one: the later one is kept back. */
  static Detectors sharingAnyEvent() {
    return (patterns, clock, setting) ->
        new Altered(Detectors.REAL.create(patterns, clock, setting)) {
          private final Map<String, Finding> open = new HashMap<>();

          @Override
          void give(Finding finding, Consumer<Finding> given) {
            boolean shared =
                open.values().stream()
                    .filter(other -> !other.id().equals(finding.id()))
                    .filter(other -> other.pattern().equals(finding.pattern()))
                    .filter(other -> other.group().equals(finding.group()))
                    .anyMatch(other -> !Collections.disjoint(other.events(), finding.events()));
            if (finding.status() != Finding.Status.OPEN) {
              if (open.remove(finding.id()) != null) {
                given.accept(finding);
              }
            } else if (!shared) {
              open.put(finding.id(), finding);
              given.accept(finding);
            }
          }
        };
  }

  /** What is found is published with the next event only. */
  static Detector waiting(Detector detector) {
    return new Altered(detector) {
      private final List<Finding> waiting = new ArrayList<>();

      @Override
      public long onCandidate(
          Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
        waiting.forEach(changed);
        waiting.clear();
        return super.onCandidate(candidate, state, receivedClock, waiting::add);
      }
    };
  }

  /** Everything is published twice. */
  static Detector repeating(Detector detector) {
    return new Altered(detector) {
      @Override
      void give(Finding finding, Consumer<Finding> given) {
        given.accept(finding);
        given.accept(with(finding, finding.revision() + 1, finding.events()));
      }
    };
  }

  static Detector withoutRevisions(Detector detector) {
    return new Altered(detector) {
      @Override
      void give(Finding finding, Consumer<Finding> given) {
        given.accept(with(finding, 1, finding.events()));
      }
    };
  }

  /** The evidence is that of the chain shown. */
  static Detector withEvidenceOfOneChain(Detector detector) {
    return new Altered(detector) {
      @Override
      void give(Finding finding, Consumer<Finding> given) {
        List<String> ids =
            finding.chain().stream().map(link -> link.event().id()).distinct().toList();
        given.accept(with(finding, finding.revision(), ids));
      }
    };
  }

  private static boolean isPlain(Step step) {
    return step.kind() == Step.Kind.MANDATORY && step.least() == 1;
  }

  static boolean matches(Candidate candidate, List<Integer> rules) {
    return rules.stream().anyMatch(rule -> (candidate.roles() >> rule & 1) == 1);
  }

  private static boolean isInChain(Finding finding, long time) {
    return finding.chain().stream().anyMatch(link -> link.event().eventTime() == time);
  }

  private static long timeOf(Finding finding, Step step) {
    return finding.chain().stream()
        .filter(link -> link.step().equals(step.name()))
        .mapToLong(link -> link.event().eventTime())
        .max()
        .orElseThrow();
  }

  private static int placeOf(Finding.Link link, List<Candidate> seen) {
    for (int i = 0; i < seen.size(); i++) {
      if (seen.get(i).event().source().equals(link.event().source())
          && seen.get(i).event().id().equals(link.event().id())) {
        return i;
      }
    }
    throw new IllegalStateException("never seen: " + link);
  }

  private static Finding with(Finding finding, int revision, List<String> events) {
    return new Finding(
        finding.id(),
        revision,
        finding.version() + revision - finding.revision(),
        finding.status(),
        finding.into(),
        finding.settlesAt(),
        finding.pattern(),
        finding.group(),
        finding.first(),
        finding.last(),
        finding.detected(),
        finding.ingested(),
        finding.truncated(),
        finding.chain(),
        events,
        finding.eventCount(),
        finding.risk(),
        finding.eventCountIsLowerBound(),
        finding.completeSince());
  }
}
