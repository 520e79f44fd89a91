package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.state.KeyedTable;
import dev.redthread.pipeline.state.Uids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Gives events that name only their device to the person who owned it at that time. Keyed by
 * device.
 *
 * <p>An event goes on at once, under its owner or under nobody; when a link that comes late says
 * otherwise, it is taken back from where it went and sent again. So what has gone on in the end is
 * a function of the set of events and links, whatever their order.
 */
public final class ResolveDeviceOwner extends KeyedProcessFunction<String, DeviceEvent, Candidate> {
  private static final long serialVersionUID = 1;

  static final MapStateDescriptor<String, DeviceLink> LINKS =
      new MapStateDescriptor<>(Uids.LINKS, Types.STRING, WireTypes.DEVICE_LINK);
  static final MapStateDescriptor<String, Orphan> ORPHANS =
      new MapStateDescriptor<>(Uids.ORPHANS, Types.STRING, WireTypes.ORPHAN);

  private final PatternSet patterns;
  private final Waiting waiting;

  private transient @Nullable Task task;

  public ResolveDeviceOwner(PatternSet patterns, Waiting waiting) {
    this.patterns = patterns;
    this.waiting = waiting;
  }

  @Override
  public void open(OpenContext context) {
    task =
        new Task(
            new Candidates(Screen.compile(patterns)),
            waiting,
            new KeyedTable<>(getRuntimeContext().getMapState(LINKS)),
            new KeyedTable<>(getRuntimeContext().getMapState(ORPHANS)),
            new WakeUp(getRuntimeContext()));
  }

  private Task task() {
    return Objects.requireNonNull(task, "open was not called");
  }

  @Override
  public void processElement(DeviceEvent event, Context context, Collector<Candidate> out) {
    switch (event.kind()) {
      case LINK -> task().onLink(event, context.timerService(), out);
      case ORPHAN -> task().onOrphan(event, context.timerService(), out);
    }
  }

  @Override
  public void onTimer(long timer, OnTimerContext context, Collector<Candidate> out) {
    task().onClock(timer, context.timerService());
  }

  /** What one task does with the state of the current device. */
  private record Task(
      Candidates candidates,
      Waiting waiting,
      StateTable<String, DeviceLink> links,
      StateTable<String, Orphan> orphans,
      WakeUp wakeUp) {

    void onLink(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
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
        if (!Objects.equals(before.owner(), after.owner())) {
          orphans.put(entry.getKey(), after);
          takeBack(before, out);
          send(after, out);
        }
      }
    }

    void onOrphan(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
      Event event = arrived.event();
      Orphan orphan = new Orphan(event, arrived.ingestedTime(), arrived.original(), owner(event));
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
      candidates
          .of(orphan.resolved(), orphan.ingestedTime(), orphan::original, true)
          .forEach(out::collect);
    }

    private void send(Orphan orphan, Collector<Candidate> out) {
      candidates
          .of(orphan.resolved(), orphan.ingestedTime(), orphan::original, false)
          .forEach(out::collect);
    }

    private @Nullable String owner(Event event) {
      List<DeviceLink> known = new ArrayList<>();
      links.entries().forEach(entry -> known.add(entry.getValue()));
      return DeviceLink.ownerAt(event.eventTime(), known, waiting.linksKept(), waiting.timespan())
          .orElse(null);
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
}
