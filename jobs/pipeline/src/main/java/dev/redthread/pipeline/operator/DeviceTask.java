package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.StateTable;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.KeyedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * What one task of {@link ResolveDeviceOwner} does with the state of the current device, or of the
 * current names.
 */
final class DeviceTask {
  private final StateTable<String, DeviceLink> links;
  private final KeptEvents orphans;
  private final WakeUp wakeUp;
  private Candidates candidates;
  private Waiting waiting;
  private IdentityAliases aliases;

  DeviceTask(
      RuntimeContext context, Candidates candidates, Waiting waiting, IdentityAliases aliases) {
    this(
        new KeyedTable<>(context.getMapState(ResolveDeviceOwner.LINKS)),
        new KeptEvents(
            new KeyedTable<>(context.getMapState(ResolveDeviceOwner.ORPHANS)),
            new KeyedCell<>(context.getState(ResolveDeviceOwner.KEPT)),
            KeptEvents.MOST,
            Metrics.of(context.getMetricGroup()).counter(Metric.LET_GO)),
        new WakeUp(context),
        candidates,
        waiting,
        aliases);
  }

  /** A task over a state that somebody else keeps. */
  DeviceTask(
      StateTable<String, DeviceLink> links,
      KeptEvents orphans,
      WakeUp wakeUp,
      Candidates candidates,
      Waiting waiting,
      IdentityAliases aliases) {
    this.links = links;
    this.orphans = orphans;
    this.wakeUp = wakeUp;
    this.candidates = candidates;
    this.waiting = waiting;
    this.aliases = aliases;
  }

  /** Goes over to another version of the patterns. */
  void change(Candidates otherCandidates, Waiting otherWaiting) {
    candidates = otherCandidates;
    waiting = otherWaiting;
  }

  /** Goes over to another alias table; {@link #move} then puts each key right. */
  void change(IdentityAliases otherAliases) {
    aliases = otherAliases;
  }

  /**
   * Sends the events of the current device once more; of those that go by names, which went the way
   * of any event until now, only what was read under this version before it arrived here.
   *
   * @param changed the patterns that are new or others than they were, among those of this task
   * @param version the number of the pattern set in force
   */
  void renew(Candidates changed, long version, Collector<Candidate> out) {
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      Orphan before = entry.getValue();
      Orphan after = before.ownedBy(owner(before));
      changed.notCounting(before).forEach(out::collect);
      if (!before.isOwnedLike(after)) {
        move(entry.getKey(), before, after, out);
      } else if (!after.isNamed() || after.version() >= version) {
        changed.of(after, false).forEach(out::collect);
      }
    }
  }

  /** Takes the events of the current key that belong to others now to them. */
  void move(Collector<Candidate> out) {
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      Orphan before = entry.getValue();
      Orphan after = before.ownedBy(owner(before));
      if (!before.isOwnedLike(after)) {
        move(entry.getKey(), before, after, out);
      }
    }
  }

  private void move(String key, Orphan before, Orphan after, Collector<Candidate> out) {
    orphans.replace(key, after);
    takeBack(before, out);
    send(after, out);
  }

  void onEvent(DeviceEvent event, TimerService timers, Collector<Candidate> out) {
    switch (event.kind()) {
      case LINK -> onLink(event, timers, out);
      case ORPHAN, NAMED -> onOrphan(event, timers, out);
    }
  }

  private void onLink(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
    DeviceLink link = DeviceLink.of(arrived);
    String id = id(arrived.event());
    DeviceLink known = links.get(id);
    long until = waiting.linkUntil(link.event().eventTime());
    if ((known != null && !link.standsBefore(known)) || isPast(until, timers)) {
      return;
    }
    links.put(id, link);
    wakeUp.by(until, timers);
    move(out);
  }

  private void onOrphan(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
    Orphan unowned = Orphan.of(arrived);
    Orphan orphan = unowned.ownedBy(owner(unowned));
    String id = orphan.key();
    Orphan known = orphans.get(id);
    if (known != null && !orphan.standsBefore(known)) {
      return;
    }
    if (known != null) {
      takeBack(known, out);
      orphans.remove(id);
    }
    long until = waiting.until(orphan);
    if (!isPast(until, timers)) {
      orphans.add(id, orphan);
      wakeUp.by(until, timers);
    }
    send(orphan, out);
  }

  private void takeBack(Orphan orphan, Collector<Candidate> out) {
    candidates.of(orphan, true).forEach(out::collect);
  }

  private void send(Orphan orphan, Collector<Candidate> out) {
    candidates.of(orphan, false).forEach(out::collect);
  }

  private Optional<Owner> owner(Orphan orphan) {
    Optional<String> said =
        orphan.isNamed() ? aliases.named(orphan.names()) : ownerInTable(orphan.event());
    if (said.isPresent() || orphan.isNamed()) {
      return said.map(person -> new Owner(person, 0));
    }
    List<DeviceLink> known = new ArrayList<>();
    links.entries().forEach(entry -> known.add(entry.getValue()));
    return DeviceLink.ownerAt(
        orphan.event().eventTime(), known, aliases, waiting.linksKept(), waiting.timespan());
  }

  private Optional<String> ownerInTable(Event event) {
    Value device = event.field(Event.DEVICE);
    return device == null
        ? Optional.empty()
        : device.each().stream()
            .filter(each -> !(each instanceof Value.Nil))
            .map(each -> aliases.owner(each.text()))
            .flatMap(Optional::stream)
            .findFirst();
  }

  void onClock(long timer, TimerService timers) {
    if (!wakeUp.isDue(timer)) {
      return;
    }
    long next = Long.MAX_VALUE;
    boolean left = false;
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      long until = waiting.until(entry.getValue());
      if (isPast(until, timers)) {
        orphans.remove(entry.getKey());
      } else {
        next = Math.min(next, until);
        left = true;
      }
    }
    for (Map.Entry<String, DeviceLink> entry : links.entries()) {
      long until = waiting.linkUntil(entry.getValue().event().eventTime());
      if (isPast(until, timers)) {
        links.remove(entry.getKey());
      } else {
        next = Math.min(next, until);
        left = true;
      }
    }
    if (left) {
      wakeUp.by(next, timers);
    }
  }

  private static boolean isPast(long until, TimerService timers) {
    return until <= timers.currentWatermark();
  }

  private static String id(Event event) {
    return event.source() + '\0' + event.id();
  }
}
