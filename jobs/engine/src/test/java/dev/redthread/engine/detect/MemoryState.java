package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import org.jspecify.annotations.Nullable;

/** The state of one key in memory. */
final class MemoryState implements TimelineState {
  private final MemoryTable<EventKey, TimelineEvent> events = new MemoryTable<>();
  private final MemoryTable<EventKey, Completion> completions = new MemoryTable<>();
  private final MemoryTable<String, Finding> findings = new MemoryTable<>();
  private final Cell<EventKey> evicted = new Cell<>();
  private final Cell<Decided> decided = new Cell<>();

  @Override
  public MemoryTable<EventKey, TimelineEvent> events() {
    return events;
  }

  @Override
  public MemoryTable<EventKey, Completion> completions() {
    return completions;
  }

  @Override
  public MemoryTable<String, Finding> findings() {
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

  @Override
  public boolean undecidedIsEmpty() {
    return true;
  }

  boolean isEmpty() {
    return events.size() + completions.size() + findings.size() == 0
        && evicted.get() == null
        && decided.get() == null;
  }

  long writes() {
    return events.writes() + completions.writes() + findings.writes();
  }

  long scans() {
    return events.scans() + completions.scans() + findings.scans();
  }

  /** A value in memory. */
  private static final class Cell<T> implements StateCell<T> {
    private @Nullable T value;

    @Override
    public @Nullable T get() {
      return value;
    }

    @Override
    public void put(T latest) {
      value = latest;
    }

    @Override
    public void clear() {
      value = null;
    }
  }
}
