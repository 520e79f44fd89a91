package dev.redthread.pipeline.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * The meters of all patterns in one task, each made when its pattern is first met.
 *
 * <p><i>Invariants:</i> Flink knows the meters of patterns that there are, and no others. What
 * happens to a pattern that is gone, while its state is cleared away, is counted for nobody.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class PatternMeters {
  private final Metrics metrics;
  private final Map<String, Registered> meters = new HashMap<>();
  private final Map<String, Kept> restored = new HashMap<>();
  private Set<String> patterns = Set.of();
  private final PatternMeter nobodys =
      new PatternMeter(Metrics.of(new UnregisteredMetricsGroup()), new Kept("", 0, 0, 0));
  private PatternMeter current = nobodys;

  /**
   * @param restored what was counted as kept when the state was saved
   */
  public PatternMeters(MetricGroup operator, Iterable<Kept> restored) {
    metrics = Metrics.of(operator);
    restored.forEach(kept -> this.restored.merge(kept.pattern(), kept, Kept::plus));
  }

  /** From now on these patterns are there; the meters of all others go. */
  public void keep(Set<String> ids) {
    patterns = Set.copyOf(ids);
    meters.forEach(
        (id, registered) -> {
          if (!patterns.contains(id)) {
            registered.unregister();
          }
        });
    meters.keySet().retainAll(patterns);
    restored.keySet().retainAll(patterns);
    Set.copyOf(restored.keySet()).forEach(this::registered);
    current = nobodys;
  }

  /** The meter of a pattern, which is the current one from now on. */
  public PatternMeter at(String pattern) {
    current = patterns.contains(pattern) ? registered(pattern).meter : nobodys;
    return current;
  }

  /** The meter of the pattern that is being evaluated. */
  public PatternMeter current() {
    return current;
  }

  /** What is to be saved with the state. */
  public List<Kept> kept() {
    List<Kept> all = new ArrayList<>();
    for (Registered registered : meters.values()) {
      Kept kept = registered.meter.kept();
      if (!kept.isNothing()) {
        all.add(kept);
      }
    }
    return all;
  }

  private Registered registered(String pattern) {
    return meters.computeIfAbsent(
        pattern,
        id -> {
          Kept before = restored.remove(id);
          Metrics own = metrics.ofPattern(id);
          return new Registered(
              new PatternMeter(own, before == null ? new Kept(id, 0, 0, 0) : before), own.group());
        });
  }

  /** A meter and the group that Flink knows it by. */
  private record Registered(PatternMeter meter, MetricGroup group) {

    /** The public interface has nothing for it; the name may come again. */
    void unregister() {
      if (group instanceof AbstractMetricGroup<?> closable) {
        closable.close();
      }
    }
  }
}
