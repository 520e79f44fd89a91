package dev.redthread.engine.detect;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.Status;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.detect.Components.Former;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares what follows from the timeline now with what was published, and publishes the rest. */
final class Ledger {
  private final KeyMemory memory;
  private final TimelineState state;
  private final Clock clock;
  private final int budget;
  private final long receivedClock;
  private final Consumer<Finding> changed;
  private final FindingText text;

  Ledger(
      KeyMemory memory,
      TimelineState state,
      Clock clock,
      int budget,
      long receivedClock,
      Consumer<Finding> changed) {
    this.receivedClock = receivedClock;
    this.memory = memory;
    this.state = state;
    this.clock = clock;
    this.budget = budget;
    this.changed = changed;
    text = new FindingText(memory);
  }

  /**
   * Takes changed completions over.
   *
   * @param restated completions that are as they were, while the events they stand for are not
   */
  void apply(Collection<Change> changes, Collection<EventKey> restated) {
    if (!changes.isEmpty() || memory.components().hasArrived()) {
      apply(changes);
    }
    restated.stream()
        .map(event -> memory.components().componentOf(event))
        .filter(Objects::nonNull)
        .distinct()
        .forEach(this::publish);
  }

  /** Says anew what waited for the received clock. */
  void restate() {
    memory.restating().begin();
    memory.components().all().stream()
        .filter(text::isLarge)
        .sorted(Comparator.comparing(component -> component.earliest().event()))
        .forEach(this::publish);
  }

  /** Takes over what another form of the pattern decided, and says everything as it says it. */
  void renew(Collection<Change> changes) {
    apply(changes, List.of());
    Set<String> live = new HashSet<>();
    memory.components().all().stream()
        .sorted(Comparator.comparing(component -> component.earliest().event()))
        .forEach(
            component -> {
              live.add(text.id(component.earliest().event()));
              publish(component);
            });
    for (Map.Entry<String, Finding> entry : state.findings().entries()) {
      Finding finding = entry.getValue();
      if (finding.status() == Status.OPEN && !live.contains(entry.getKey())) {
        send(revised(finding, Status.WITHDRAWN, null, finding.truncated()));
      }
    }
  }

  private void apply(Collection<Change> changes) {
    Components.Difference difference = memory.components().apply(changes);
    List<Component> now =
        difference.now().stream()
            .sorted(Comparator.comparing((Component component) -> component.earliest().event()))
            .toList();
    for (Component component : now) {
      shorten(component);
      publish(component);
    }
    difference.closed().stream()
        .sorted(Comparator.comparing(Former::earliest))
        .forEach(this::close);
    memory.store(state);
  }

  private void shorten(Component component) {
    int most = Math.max(2, budget);
    if (component.size() > most) {
      memory.components().shorten(component, Math.max(2, most - most / 4));
    }
  }

  private void publish(Component component) {
    if (memory.run().isSilent()) {
      return;
    }
    String id = text.id(component.earliest().event());
    Finding before = state.findings().get(id);
    boolean waits =
        before != null
            && before.status() == Status.OPEN
            && text.isLarge(component)
            && !memory.restating().isDue(component, receivedClock);
    if (waits) {
      return;
    }
    Finding now = text.of(component, id, before, clock.millis());
    if (before == null) {
      send(now);
    } else if (!now.equals(before)) {
      send(revised(now, Status.OPEN, null, now.truncated() || text.isTruncated(component)));
    }
  }

  /** Closes a finding whose earliest completing event is no longer that of a component. */
  private void close(Former former) {
    Finding before = state.findings().get(text.id(former.earliest()));
    if (before == null || before.status() != Status.OPEN) {
      return;
    }
    Optional<String> into = former.heir().map(component -> text.id(component.earliest().event()));
    send(
        revised(
            before,
            into.isPresent() ? Status.MERGED : Status.WITHDRAWN,
            into.orElse(null),
            before.truncated() || memory.evicted() != null));
  }

  private Finding revised(
      Finding finding, Status status, @Nullable String into, boolean truncated) {
    return new Finding(
        finding.id(),
        finding.revision() + 1,
        Math.max(finding.version() + 1, clock.millis()),
        status,
        into,
        finding.settlesAt(),
        finding.pattern(),
        finding.group(),
        finding.first(),
        finding.last(),
        finding.detected(),
        finding.ingested(),
        truncated,
        finding.chain(),
        finding.events(),
        finding.eventCount(),
        finding.risk(),
        finding.eventCountIsLowerBound(),
        finding.completeSince());
  }

  private void send(Finding finding) {
    state.findings().put(finding.id(), finding);
    changed.accept(finding);
  }
}
