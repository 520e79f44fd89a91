package dev.redthread.engine.detect;

import dev.redthread.engine.TimelineState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The keys last used, read. Dropping any of them costs reading it again and changes nothing. */
final class KeyCache {
  private final DetectorOptions options;
  private final Map<Key, Held> held = new LinkedHashMap<>(64, 0.75f, true);
  private long events;

  KeyCache(DetectorOptions options) {
    this.options = options;
  }

  KeyMemory get(PatternRun run, List<String> group, TimelineState state) {
    Key key = new Key(run.pattern().id(), group);
    Held found = held.get(key);
    if (found == null) {
      found = new Held(KeyMemory.read(run, group, state));
      held.put(key, found);
      events += found.weight;
    }
    return found.memory;
  }

  /** Reads a key whose state is another than what was read. */
  KeyMemory reread(KeyMemory memory, TimelineState state) {
    Held dropped = held.remove(new Key(memory.run().pattern().id(), memory.group()));
    if (dropped != null) {
      events -= dropped.weight;
    }
    return get(memory.run(), memory.group(), state);
  }

  /** Drops the keys of all patterns but those. */
  void retain(Predicate<PatternRun> kept) {
    Iterator<Held> all = held.values().iterator();
    while (all.hasNext()) {
      Held each = all.next();
      if (!kept.test(each.memory.run())) {
        events -= each.weight;
        all.remove();
      }
    }
  }

  /** Weighs a key after a call, and drops it when it is empty and others when all are too heavy. */
  void settle(KeyMemory memory, TimelineState state) {
    Key key = new Key(memory.run().pattern().id(), memory.group());
    Held used = held.get(key);
    if (used == null) {
      return;
    }
    int weight = memory.timeline().size();
    events += weight - used.weight;
    state.resized(used.weight, weight);
    used.weight = weight;
    if (weight == 0) {
      held.remove(key);
    }
    Iterator<Held> oldestFirst = held.values().iterator();
    while ((held.size() > options.cachedKeys() || events > options.cachedEvents())
        && oldestFirst.hasNext()) {
      events -= oldestFirst.next().weight;
      oldestFirst.remove();
    }
  }

  private record Key(String pattern, List<String> group) {}

  /** A key's memory with the weight it was last counted with. */
  private static final class Held {
    private final KeyMemory memory;
    private int weight;

    Held(KeyMemory memory) {
      this.memory = memory;
      this.weight = memory.timeline().size();
    }
  }
}
