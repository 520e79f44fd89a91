package dev.redthread.engine.generated;

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
import dev.redthread.event.Codec;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key on a heap, as bytes only: whoever holds no other reference to a value has
 * been through a snapshot and a restore.
 */
public final class HeapTimelineState implements TimelineState {
  private final HeapTable<EventKey, TimelineEvent> events;
  private final HeapTable<EventKey, Completion> completions;
  private final HeapTable<String, Finding> findings;
  private final Cell<EventKey> evicted = new Cell<>(new EventKeyCodec());
  private final Cell<Decided> decided = new Cell<>(new DecidedCodec());

  public HeapTimelineState(Dice dice) {
    EventKeyCodec keys = new EventKeyCodec();
    Bytes.TextCodec texts = new Bytes.TextCodec();
    events = new HeapTable<>(keys, new TimelineEventCodec(), dice);
    completions = new HeapTable<>(keys, new CompletionCodec(), dice);
    findings = new HeapTable<>(texts, new FindingCodec(), dice);
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

  public boolean isEmpty() {
    return events.isEmpty()
        && completions.isEmpty()
        && findings.isEmpty()
        && evicted.get() == null
        && decided.get() == null;
  }

  /** All that it holds, byte by byte. */
  List<Object> written() {
    return List.of(
        events.written(),
        completions.written(),
        findings.written(),
        evicted.written(),
        decided.written());
  }

  @Override
  public String toString() {
    return "events "
        + events.size()
        + ", completions "
        + completions.size()
        + ", findings "
        + findings.size()
        + ", evicted "
        + evicted.get();
  }

  private static final class Cell<T> implements StateCell<T> {
    private final Codec<T> codec;
    private byte @Nullable [] bytes;

    Cell(Codec<T> codec) {
      this.codec = codec;
    }

    String written() {
      return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }

    @Override
    public @Nullable T get() {
      return bytes == null ? null : Bytes.read(codec, bytes);
    }

    @Override
    public void put(T value) {
      bytes = Bytes.write(codec, value);
    }

    @Override
    public void clear() {
      bytes = null;
    }
  }
}
