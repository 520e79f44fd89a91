package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.StateTable;
import dev.redthread.event.Event;
import dev.redthread.pipeline.state.KeyedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/** What one task of {@link ResolveDeviceOwner} does with the state of the current device. */
final class DeviceTask {
  private final StateTable<String, DeviceLink> links;
  private final StateTable<String, Orphan> orphans;
  private final WakeUp wakeUp;
  private Candidates candidates;
  private Waiting waiting;

  DeviceTask(RuntimeContext context, Candidates candidates, Waiting waiting) {
    this(
        new KeyedTable<>(context.getMapState(ResolveDeviceOwner.LINKS)),
        new KeyedTable<>(context.getMapState(ResolveDeviceOwner.ORPHANS)),
        new WakeUp(context),
        candidates,
        waiting);
  }

  /** A task over a state that somebody else keeps. */
  DeviceTask(
      StateTable<String, DeviceLink> links,
      StateTable<String, Orphan> orphans,
      WakeUp wakeUp,
      Candidates candidates,
      Waiting waiting) {
    this.links = links;
    this.orphans = orphans;
    this.wakeUp = wakeUp;
    this.candidates = candidates;
    this.waiting = waiting;
  }

  /** Goes over to another version of the patterns. */
  void change(Candidates otherCandidates, Waiting otherWaiting) {
    candidates = otherCandidates;
    waiting = otherWaiting;
  }

  /**
   * Sends the events of the current device once more.
   *
   * @param changed the patterns that are new or others than they were, among those of this task
   */
  void renew(Candidates changed, Collector<Candidate> out) {
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      Orphan before = entry.getValue();
      Orphan after = before.ownedBy(owner(before.event()));
      changed.notCounting(before).forEach(out::collect);
      if (before.isOwnedLike(after)) {
        changed.of(after, false).forEach(out::collect);
      } else {
        orphans.put(entry.getKey(), after);
        takeBack(before, out);
        send(after, out);
      }
    }
  }

  void onEvent(DeviceEvent event, TimerService timers, Collector<Candidate> out) {
    switch (event.kind()) {
      case LINK -> onLink(event, timers, out);
      case ORPHAN -> onOrphan(event, timers, out);
    }
  }

  private void onLink(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
    DeviceLink link = DeviceLink.of(arrived.event());
    String id = id(arrived.event());
    DeviceLink known = links.get(id);
    long until = waiting.linkUntil(link.event().eventTime());
    if ((known != null && !link.standsBefore(known)) || isPast(until, timers)) {
      return;
    }
    links.put(id, link);
    wakeUp.by(until, timers);
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      Orphan before = entry.getValue();
      Orphan after = before.ownedBy(owner(before.event()));
      if (!before.isOwnedLike(after)) {
        orphans.put(entry.getKey(), after);
        takeBack(before, out);
        send(after, out);
      }
    }
  }

  private void onOrphan(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
    Event event = arrived.event();
    Orphan orphan = Orphan.of(arrived).ownedBy(owner(event));
    String id = id(event);
    Orphan known = orphans.get(id);
    if (known != null && !orphan.standsBefore(known)) {
      return;
    }
    if (known != null) {
      takeBack(known, out);
      orphans.remove(id);
    }
    long until = waiting.orphanUntil(event.eventTime());
    if (!isPast(until, timers)) {
      orphans.put(id, orphan);
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

  private Optional<Owner> owner(Event event) {
    List<DeviceLink> known = new ArrayList<>();
    links.entries().forEach(entry -> known.add(entry.getValue()));
    return DeviceLink.ownerAt(event.eventTime(), known, waiting.linksKept(), waiting.timespan());
  }

  void onClock(long timer, TimerService timers) {
    if (!wakeUp.isDue(timer)) {
      return;
    }
    long next = Long.MAX_VALUE;
    boolean left = false;
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      long until = waiting.orphanUntil(entry.getValue().event().eventTime());
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
