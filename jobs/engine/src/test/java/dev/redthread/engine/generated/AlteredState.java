package dev.redthread.engine.generated;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The state of a key with a flaw in one of its tables. */
record AlteredState(
    StateTable<EventKey, TimelineEvent> events,
    StateTable<EventKey, Completion> completions,
    StateTable<String, Finding> findings,
    StateCell<EventKey> evicted,
    StateCell<Decided> decided)
    implements TimelineState {

  /** What is wrong with a table. */
  enum Flaw {
    NOT_WRITTEN,
    NOT_REMOVED
  }

  /** A detector that gets its state with a flaw. */
  static Detectors of(UnaryOperator<AlteredState> flaw) {
    return AlteredEvents.of(
        detector ->
            new Altered(detector) {
              @Override
              TimelineState keep(String pattern, List<String> group, TimelineState state) {
                return flaw.apply(AlteredState.of(state));
              }
            });
  }

  /** The state as it is. */
  static AlteredState of(TimelineState state) {
    return new AlteredState(
        state.events(), state.completions(), state.findings(), state.evicted(), state.decided());
  }

  AlteredState withEvents(Flaw flaw) {
    return new AlteredState(new Table<>(events, flaw), completions, findings, evicted, decided);
  }

  AlteredState withCompletions(Flaw flaw) {
    return new AlteredState(events, new Table<>(completions, flaw), findings, evicted, decided);
  }

  AlteredState withFindings(Flaw flaw) {
    return new AlteredState(events, completions, new Table<>(findings, flaw), evicted, decided);
  }

  private record Table<K, V>(StateTable<K, V> table, Flaw flaw) implements StateTable<K, V> {

    @Override
    public @Nullable V get(K key) {
      return table.get(key);
    }

    @Override
    public void put(K key, V value) {
      if (flaw != Flaw.NOT_WRITTEN) {
        table.put(key, value);
      }
    }

    @Override
    public void remove(K key) {
      if (flaw != Flaw.NOT_REMOVED) {
        table.remove(key);
      }
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return table.entries();
    }

    @Override
    public void clear() {
      table.clear();
    }
  }
}
