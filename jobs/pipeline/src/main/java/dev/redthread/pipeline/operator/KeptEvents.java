package dev.redthread.pipeline.operator;

import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * The events that the resolver keeps of the current key, the latest by event time. So a flood of
 * one device or one name costs no more than a bound; what is let go of stays with the person it was
 * last sent to.
 *
 * <p><i>Cost:</i> when a quarter more than the bound are there all are read once, so it is five
 * reads an event.
 */
final class KeptEvents {
  /** How many of one device, or of one person's names. */
  static final int MOST = 10_000;

  private final StateTable<String, Orphan> events;
  private final StateCell<Integer> count;
  private final int most;
  private final Counter letGo;

  /**
   * @param count of the events, but for those that a build kept which did not count them
   * @param most how many are kept
   * @param letGo counts those that are too many
   */
  KeptEvents(StateTable<String, Orphan> events, StateCell<Integer> count, int most, Counter letGo) {
    this.events = events;
    this.count = count;
    this.most = most;
    this.letGo = letGo;
  }

  @Nullable Orphan get(String id) {
    return events.get(id);
  }

  Iterable<Map.Entry<String, Orphan>> entries() {
    return events.entries();
  }

  /** Takes one in the place of what is there by its id. */
  void replace(String id, Orphan event) {
    events.put(id, event);
  }

  /** Takes one of whose id there is none. */
  void add(String id, Orphan event) {
    events.put(id, event);
    int now = count() + 1;
    count.put(now);
    if (now > most + most / 4) {
      letGo();
    }
  }

  private int count() {
    Integer known = count.get();
    return known == null ? 0 : known;
  }

  void remove(String id) {
    events.remove(id);
    int left = count() - 1;
    if (left > 0) {
      count.put(left);
    } else {
      count.clear();
    }
  }

  private void letGo() {
    List<Map.Entry<String, Long>> all = new ArrayList<>();
    for (Map.Entry<String, Orphan> entry : events.entries()) {
      all.add(Map.entry(entry.getKey(), entry.getValue().event().eventTime()));
    }
    all.sort(
        Map.Entry.<String, Long>comparingByValue()
            .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
    int over = Math.max(0, all.size() - most);
    all.subList(0, over).forEach(entry -> events.remove(entry.getKey()));
    count.put(all.size() - over);
    letGo.inc(over);
  }
}
