package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.reference.RefCompletion;
import dev.redthread.engine.reference.RefEvent;
import dev.redthread.engine.reference.RefFinding;
import dev.redthread.engine.reference.Reference;
import dev.redthread.pattern.compiled.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the reference says of a case, arrival by arrival.
 *
 * <p><i>Thread safety:</i> none; one for each case.
 */
public final class Expected {
  private final GeneratedCase generated;
  private final Map<List<String>, Map<Set<RefEvent>, List<RefCompletion>>> known = new HashMap<>();
  private final Map<List<String>, Set<RefEvent>> timelines = new LinkedHashMap<>();

  public Expected(GeneratedCase generated) {
    this.generated = generated;
  }

  /** Forgets what arrived, not what is known of sets of events. */
  public void restart() {
    timelines.clear();
  }

  public void arrived(Candidate candidate) {
    RefEvent event = AsReference.event(candidate);
    Set<RefEvent> timeline =
        timelines.computeIfAbsent(candidate.group(), group -> new LinkedHashSet<>());
    if (candidate.retracted()) {
      timeline.removeIf(
          other -> other.source().equals(event.source()) && other.id().equals(event.id()));
    } else {
      timeline.add(event);
    }
  }

  /**
   * The findings after what has arrived so far, by id.
   *
   * @param clock everything received up to then has arrived
   */
  public Map<String, Shown> open(long clock) {
    Map<String, Shown> open = new TreeMap<>();
    timelines.forEach(
        (group, events) -> {
          List<String> shownGroup =
              generated.pattern().shape() instanceof Shape.Single ? List.of() : group;
          for (RefFinding finding : findings(group, events, clock)) {
            open.put(finding.id(), Shown.of(finding, shownGroup));
          }
        });
    return open;
  }

  private List<RefFinding> findings(List<String> group, Set<RefEvent> events, long clock) {
    Reference reference = new Reference(AsReference.pattern(generated, group));
    List<RefCompletion> completions =
        known
            .computeIfAbsent(group, any -> new HashMap<>())
            .computeIfAbsent(Set.copyOf(events), any -> reference.completions(events));
    return reference.findings(completions, clock);
  }
}
