package dev.redthread.engine.detect;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.match.Burst;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lets go of what no count needs in the middle of a burst. Nothing shown changes by it. */
final class Thinning implements Burst.Episodes {
  private final KeyMemory memory;
  private final TimelineState state;
  private final IdentityHashMap<Component, Open> open = new IdentityHashMap<>();

  private Thinning(KeyMemory memory, TimelineState state) {
    this.memory = memory;
    this.state = state;
  }

  /** Thins a key when it has grown enough to be worth a pass over its timeline. */
  static void whenDue(KeyMemory memory, TimelineState state, long receivedClock) {
    Burst burst = memory.run().burst();
    if (burst != null && memory.growth().isDue(memory.timeline().size(), burst.margin())) {
      new Thinning(memory, state).thin(burst, memory.run().settledBefore(receivedClock));
      memory.growth().swept(memory.timeline().size(), burst.margin());
    }
  }

  private void thin(Burst burst, long settled) {
    BitSet gone = burst.superfluous(memory.timeline(), this, settled);
    open.values().forEach(episode -> memory.components().letGo(episode.gone));
    memory.store(state);
    Events.removeAll(memory, state, gone);
  }

  @Override
  public @Nullable Open of(EventKey event) {
    Component component = memory.components().componentOf(event);
    return component == null ? null : open.computeIfAbsent(component, Open::new);
  }

  /** When a key is worth thinning: after so many events that a pass costs each of them little. */
  static final class Growth {
    private int events;
    private int enough;

    boolean isDue(int size, int margin) {
      enough = enough == 0 ? Math.max(1, 4 * margin - size) : enough;
      return ++events >= enough;
    }

    void swept(int size, int margin) {
      events = 0;
      enough = Math.max(margin, size / 2);
    }
  }

  /** A component while its timeline is thinned. */
  static final class Open implements Burst.Episode {
    private final Component component;
    private final NavigableSet<EventKey> completing;
    private final List<EventKey> gone = new ArrayList<>();

    Open(Component component) {
      this.component = component;
      completing = new TreeSet<>(component.completing());
    }

    @Override
    public long begin() {
      return component.earliest().event().eventTime();
    }

    @Override
    public long end() {
      return component.lastTime();
    }

    @Override
    public long gap(EventKey event) {
      EventKey before = completing.lower(event);
      EventKey after = completing.higher(event);
      return before == null || after == null
          ? Long.MAX_VALUE
          : after.eventTime() - before.eventTime();
    }

    @Override
    public void letGo(EventKey event) {
      completing.remove(event);
      gone.add(event);
    }
  }
}
