package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chain with everything that is shown of it: its optional steps and the rest of repetitions. */
final class Attached {
  private final RefShape.Sequence sequence;
  private final List<RefEvent> timeline;
  private final Chain chain;
  private final Attachment attachment;
  private final Set<RefEvent> used;
  private final Map<String, RefEvent> known;

  Attached(
      RefShape.Sequence sequence, List<RefEvent> timeline, Chain chain, Attachment attachment) {
    this.sequence = sequence;
    this.timeline = timeline;
    this.chain = chain;
    this.attachment = attachment;
    this.used = new HashSet<>(chain.events());
    known = Compared.known(steps(RefStep.Kind.MANDATORY), chain.fills());
    known.putAll(Compared.known(steps(RefStep.Kind.OPTIONAL), attachment.fills()));
    for (Fill fill : attachment.fills()) {
      if (fill != null) {
        used.addAll(fill.events());
      }
    }
  }

  private List<RefStep> steps(RefStep.Kind kind) {
    return sequence.steps().stream().filter(step -> step.is(kind)).toList();
  }

  /** By step in the order of the file, inside a step in the order of the timeline. */
  List<RefLink> links() {
    long last = used.stream().mapToLong(RefEvent::time).max().orElseThrow();
    List<RefLink> links = new ArrayList<>();
    int mandatory = 0;
    int optional = 0;
    for (int place = 0; place < sequence.steps().size(); place++) {
      RefStep step = sequence.steps().get(place);
      Long before = chain.endBefore(sequence.element(place));
      if (step.is(RefStep.Kind.MANDATORY)) {
        add(links, step, chain.fills().get(mandatory++), before, last);
      } else if (step.is(RefStep.Kind.OPTIONAL)) {
        Fill fill = attachment.fills().get(optional++);
        if (fill != null) {
          add(links, step, fill, before, last);
        }
      }
    }
    return links;
  }

  private void add(List<RefLink> links, RefStep step, Fill fill, @Nullable Long before, long last) {
    List<RefEvent> extras = extras(step, fill, before, last);
    List<RefEvent> all = new ArrayList<>(fill.events());
    all.addAll(extras);
    all.sort(RefEvent.ORDER);
    for (RefEvent event : all) {
      boolean binding = step.is(RefStep.Kind.MANDATORY) && !extras.contains(event);
      links.add(new RefLink(step.name(), event, binding));
    }
  }

  /** What else belongs to a repetition, going back from its first event. */
  private List<RefEvent> extras(RefStep step, Fill fill, @Nullable Long before, long last) {
    Integer most = step.most();
    Long span = step.span();
    List<RefEvent> extras = new ArrayList<>();
    for (RefEvent event : timeline.stream().sorted(RefEvent.LATEST_FIRST).toList()) {
      if ((most == null || step.least() + extras.size() < most)
          && event.matches(step.rules())
          && Compared.fits(step, event, known)
          && !used.contains(event)
          && event.time() <= fill.first().time()
          && (span == null || fill.anchor().time() - event.time() <= span)
          && last - event.time() <= sequence.timespan()
          && (before == null || event.time() > before)) {
        extras.add(event);
      }
    }
    used.addAll(extras);
    return extras;
  }
}
