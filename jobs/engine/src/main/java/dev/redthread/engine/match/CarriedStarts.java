package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.PartialChain;
import dev.redthread.engine.TimelineEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The chains that the events of a timeline hand over, the better ones first: by when they begin,
 * then by when their next steps are filled.
 *
 * <p><i>Cost:</i> a change is logarithmic for each chain that an event hands over.
 */
final class CarriedStarts {
  private final CarriedChains carried;
  private final NavigableMap<Long, NavigableSet<Carried>> byFirst = new TreeMap<>();

  CarriedStarts(CarriedChains carried) {
    this.carried = carried;
  }

  void inserted(TimelineEvent event) {
    List<PartialChain> chains = carried.of(event);
    for (int i = 0; i < chains.size(); i++) {
      PartialChain chain = chains.get(i);
      byFirst
          .computeIfAbsent(begins(chain), any -> new TreeSet<>(Carried.ORDER))
          .add(Carried.of(chain, event.key(), i));
    }
  }

  void removed(TimelineEvent gone) {
    List<PartialChain> chains = carried.of(gone);
    for (int i = 0; i < chains.size(); i++) {
      PartialChain chain = chains.get(i);
      NavigableSet<Carried> beside = byFirst.get(begins(chain));
      if (beside != null && beside.remove(Carried.of(chain, gone.key(), i)) && beside.isEmpty()) {
        byFirst.remove(begins(chain));
      }
    }
  }

  /** Those that begin within some times, both included, by each time on which some do. */
  Collection<NavigableSet<Carried>> between(long earliest, long latest) {
    return earliest > latest
        ? List.of()
        : byFirst.subMap(earliest, true, latest, true).descendingMap().values();
  }

  private static long begins(PartialChain chain) {
    return chain.anchors().get(0).eventTime();
  }

  /**
   * A chain that was handed over.
   *
   * @param times when its steps are filled
   * @param by the event that hands it over
   * @param number which of the chains of that event
   */
  record Carried(List<Long> times, EventKey by, int number) {
    private static final Comparator<Carried> ORDER =
        Comparator.comparing(Carried::times, CarriedStarts::compare)
            .thenComparing(Carried::by)
            .thenComparingInt(Carried::number);

    private static Carried of(PartialChain chain, EventKey by, int number) {
      return new Carried(chain.anchors().stream().map(EventKey::eventTime).toList(), by, number);
    }
  }

  private static int compare(List<Long> one, List<Long> other) {
    int compared = 0;
    for (int i = 1; compared == 0 && i < one.size(); i++) {
      compared = Long.compare(one.get(i), other.get(i));
    }
    return compared;
  }
}
