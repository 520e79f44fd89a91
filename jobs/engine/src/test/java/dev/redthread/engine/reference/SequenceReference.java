package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ordered steps: every total order, every assignment, then the choice between them. */
final class SequenceReference {
  private final RefPattern pattern;
  private final RefShape.Sequence sequence;
  private final List<RefEvent> timeline;
  private final List<List<RefEvent>> orders;

  SequenceReference(RefPattern pattern, RefShape.Sequence sequence, List<RefEvent> timeline) {
    this.pattern = pattern;
    this.sequence = sequence;
    this.timeline = timeline;
    this.orders = Orders.of(timeline);
  }

  List<RefCompletion> completions() {
    return decided().stream().map(Decided::completion).toList();
  }

  /** That an event completes the pattern, and by which mandatory events. */
  record Decided(Chain chain, RefCompletion completion) {}

  List<Decided> decided() {
    List<Set<Chain>> legal = new ArrayList<>();
    Map<RefEvent, Chain> best = new TreeMap<>(RefEvent.ORDER);
    for (List<RefEvent> order : orders) {
      Set<Chain> chains = new HashSet<>();
      MandatoryChains.addTo(chains, sequence, order);
      legal.add(chains);
      for (Chain chain : chains) {
        best.merge(
            chain.completing(),
            chain,
            (one, other) -> Collections.min(List.of(one, other), Chain.CHOICE));
      }
    }
    return best.values().stream()
        .map(chain -> new Decided(chain, completion(chain, legal)))
        .toList();
  }

  private RefCompletion completion(Chain chain, List<Set<Chain>> legal) {
    Set<Attachment> possible = new HashSet<>();
    for (int i = 0; i < orders.size(); i++) {
      if (legal.get(i).contains(chain)) {
        Attachments.addTo(possible, sequence, chain, orders.get(i));
      }
    }
    Attachment attachment = Collections.min(possible, Attachment.CHOICE);
    List<RefLink> links = new Attached(sequence, timeline, chain, attachment).links();
    Set<RefEvent> evidence = new HashSet<>();
    links.forEach(link -> evidence.add(link.event()));
    return new RefCompletion(
        chain.completing(), links, chain.events(), evidence, settlesAt(chain), risk(attachment));
  }

  /** The risk of the optional steps that are attached. */
  private int risk(Attachment attachment) {
    int risk = 0;
    int optional = 0;
    for (RefStep step : sequence.steps()) {
      if (step.is(RefStep.Kind.OPTIONAL) && attachment.fills().get(optional++) != null) {
        risk += step.risk();
      }
    }
    return risk;
  }

  /** When the last of its absences is decided. */
  private @Nullable Long settlesAt(Chain chain) {
    return Absences.of(sequence, chain).stream()
        .map(absence -> absence.deadline(pattern))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
