package dev.redthread.normalize;

import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one record by slot, and the entries of its list that is split.
 *
 * <p><i>Thread safety:</i> none; one is filled again for each record.
 */
final class Slots {
  /** More values of one path than this are not kept: no pattern needs them, and they cost. */
  static final int MOST_VALUES = 1000;

  private final List<List<Value>> values;
  private final List<Integer> splitSlots;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, List<Value>> leaves = new LinkedHashMap<>();
  private final boolean[] holdsObject;

  /** What an entry of the split list holds, and how its id differs from that of the others. */
  record Entry(String index, List<List<Value>> values) {}

  Slots(PathTrie trie) {
    values = new ArrayList<>(Collections.nCopies(trie.slotCount(), List.of()));
    splitSlots = trie.splitSlots();
    holdsObject = new boolean[trie.slotCount()];
  }

  void clear() {
    for (int slot = 0; slot < values.size(); slot++) {
      values.set(slot, List.of());
      holdsObject[slot] = false;
    }
    entries.clear();
    leaves.clear();
  }

  void add(int slot, Value value) {
    List<Value> held = values.get(slot);
    if (held.isEmpty()) {
      // Nearly every path has one value.
      values.set(slot, List.of(value));
    } else if (held.size() < MOST_VALUES) {
      List<Value> more = held instanceof ArrayList<Value> list ? list : new ArrayList<>(held);
      more.add(value);
      values.set(slot, more);
    }
  }

  List<Value> get(int slot) {
    return values.get(slot);
  }

  int size(int slot) {
    return values.get(slot).size();
  }

  /** Forgets what a slot got after it had a size. */
  void cut(int slot, int size) {
    if (size(slot) > size) {
      values.set(slot, new ArrayList<>(values.get(slot).subList(0, size)));
    }
  }

  /** Notes that an object stands where a plain value was asked for. */
  void markObject(int slot) {
    holdsObject[slot] = true;
  }

  boolean holdsObject(int slot) {
    return holdsObject[slot];
  }

  void addLeaf(String path, Value value) {
    List<Value> held = leaves.computeIfAbsent(path, unknown -> new ArrayList<>(1));
    if (held.size() < MOST_VALUES) {
      held.add(value);
    }
  }

  Map<String, List<Value>> leaves() {
    return leaves;
  }

  /** Takes what was collected since the last entry as an entry of the split list. */
  void endEntry(String index) {
    List<List<Value>> taken = new ArrayList<>(splitSlots.size());
    for (int slot : splitSlots) {
      taken.add(values.get(slot));
      values.set(slot, List.of());
    }
    entries.add(new Entry(index, taken));
  }

  List<Entry> entries() {
    return entries;
  }

  /** Puts an entry back in its slots, to be read together with the rest of the record. */
  void show(Entry entry) {
    for (int i = 0; i < splitSlots.size(); i++) {
      values.set(splitSlots.get(i), entry.values().get(i));
    }
  }
}
