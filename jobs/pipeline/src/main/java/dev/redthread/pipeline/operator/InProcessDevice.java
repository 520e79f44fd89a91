package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.memory.MemoryCell;
import dev.redthread.engine.memory.MemoryTable;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.link.NameLink;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;

/** What an {@link InProcessRun} knows of one device. */
final class InProcessDevice {
  private final InProcessJob job;
  private final MemoryTable<String, DeviceLink> links = new MemoryTable<>();
  private final MemoryTable<String, NameLink> names = new MemoryTable<>();
  private final MemoryTable<String, Orphan> orphans = new MemoryTable<>();
  private final MemoryCell<Integer> kept = new MemoryCell<>();
  private final MemoryCell<Long> wakeUp = new MemoryCell<>();
  private IdentityAliases aliases;
  private final InProcessTimers timers = new InProcessTimers();
  private final DeviceTask task;

  InProcessDevice(InProcessJob job, IdentityAliases aliases, long clock) {
    this.job = job;
    this.aliases = aliases;
    timers.clock(clock);
    task =
        new DeviceTask(
            links,
            names,
            new KeptEvents(orphans, kept, KeptEvents.MOST, new SimpleCounter()),
            new SimpleCounter(),
            new WakeUp(wakeUp),
            job.candidates(),
            job.waiting(),
            aliases,
            job.personFields(),
            job.tables());
  }

  void onEvent(DeviceEvent event, Collector<Candidate> out) {
    task.onEvent(event, timers, out);
  }

  void change(IdentityAliases otherAliases, Collector<Candidate> out) {
    aliases = otherAliases;
    task.change(otherAliases);
    task.move(out);
  }

  void clock(long receivedClock) {
    timers.clock(receivedClock);
    for (Long due = timers.due(); due != null; due = timers.due()) {
      task.onClock(due, timers);
    }
  }

  /** The same as its bytes say. */
  InProcessDevice restored() {
    InProcessDevice restored = new InProcessDevice(job, aliases, timers.currentWatermark());
    links.copyTo(restored.links, null, new DeviceLinkCodec());
    names.copyTo(restored.names, null, new NameLinkCodec());
    orphans.copyTo(restored.orphans, null, new OrphanCodec());
    Integer count = kept.get();
    if (count != null) {
      restored.kept.put(count);
    }
    Long next = wakeUp.get();
    if (next != null) {
      restored.wakeUp.put(next);
    }
    timers.copyTo(restored.timers);
    return restored;
  }
}
