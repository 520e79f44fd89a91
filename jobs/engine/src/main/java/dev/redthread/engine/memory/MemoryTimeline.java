package dev.redthread.engine.memory;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.codec.CompletionCodec;
import dev.redthread.engine.codec.DecidedCodec;
import dev.redthread.engine.codec.EventKeyCodec;
import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.engine.codec.TimelineEventCodec;

/**
 * The state of one pattern and group in memory.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class MemoryTimeline implements TimelineState {
  private final MemoryTable<EventKey, TimelineEvent> events = new MemoryTable<>();
  private final MemoryTable<EventKey, Completion> completions = new MemoryTable<>();
  private final MemoryTable<String, Finding> findings = new MemoryTable<>();
  private final MemoryCell<EventKey> evicted = new MemoryCell<>();
  private final MemoryCell<Decided> decided = new MemoryCell<>();

  /** The same after a restart: every value as its bytes say. */
  public MemoryTimeline restored() {
    EventKeyCodec keys = new EventKeyCodec();
    MemoryTimeline restored = new MemoryTimeline();
    events.copyTo(restored.events, keys, new TimelineEventCodec());
    completions.copyTo(restored.completions, keys, new CompletionCodec());
    findings.copyTo(restored.findings, null, new FindingCodec());
    evicted.copyTo(restored.evicted, keys);
    decided.copyTo(restored.decided, new DecidedCodec());
    return restored;
  }

  /** Whether nothing is kept any more. */
  public boolean isEmpty() {
    return events.isEmpty()
        && completions.isEmpty()
        && findings.isEmpty()
        && evicted.get() == null
        && decided.get() == null;
  }

  @Override
  public StateTable<EventKey, TimelineEvent> events() {
    return events;
  }

  @Override
  public StateTable<EventKey, Completion> completions() {
    return completions;
  }

  @Override
  public StateTable<String, Finding> findings() {
    return findings;
  }

  @Override
  public StateCell<EventKey> evicted() {
    return evicted;
  }

  @Override
  public StateCell<Decided> decided() {
    return decided;
  }

  /** Nothing in it is of a build that did not note by which form it was decided. */
  @Override
  public boolean undecidedIsEmpty() {
    return true;
  }
}
