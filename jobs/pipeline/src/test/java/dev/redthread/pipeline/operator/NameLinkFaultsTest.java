package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.reference.LinkedTimeline;
import dev.redthread.engine.reference.LinkedTimeline.Received;
import dev.redthread.engine.reference.OwnedDevice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@link LinksGeneratedTest} notice every fault in what is heard of names, and in how
 * long it is kept.
 */
final class NameLinkFaultsTest {
  private static final int MOST_SEEDS = 2_000;
  private static final long LONG = 1_000_000_000L;

  private record Fault(UnaryOperator<LinkedTimeline> heard, UnaryOperator<Waiting> kept) {

    static Fault heard(Predicate<Received<OwnedDevice>> heard) {
      return new Fault(timeline -> withLinks(timeline, heard), UnaryOperator.identity());
    }

    static Fault kept(UnaryOperator<Waiting> kept) {
      return new Fault(UnaryOperator.identity(), kept);
    }

    boolean isCaught(long seed) {
      LinkedTimeline timeline = LinkedCases.drawn(seed);
      try {
        new LinkedJob(timeline, heard.apply(timeline), UnaryOperator.identity(), kept)
            .check(new Dice(seed, "run"));
        return false;
      } catch (AssertionError caught) {
        return true;
      }
    }
  }

  @Test
  void noFaultSurvives() {
    Map<String, Fault> surviving = new LinkedHashMap<>();
    surviving.put("hears of devices only", Fault.heard(link -> !link.what().isOfName()));
    surviving.put("hears only what is not late", Fault.heard(link -> !isLate(link)));
    surviving.put(
        "takes the first person for the only one",
        new Fault(NameLinkFaultsTest::withFirstPersons, UnaryOperator.identity()));
    surviving.put(
        "looks no way ahead",
        Fault.kept(
            kept ->
                new Waiting(
                    0, kept.delay() + kept.timespan(), kept.linksKept(), kept.namesKept())));
    surviving.put(
        "lets records count longer than they do",
        Fault.kept(kept -> new Waiting(kept.timespan(), kept.delay(), kept.linksKept(), LONG)));
    surviving.put(
        "lets records count for a moment",
        Fault.kept(kept -> new Waiting(kept.timespan(), kept.delay(), kept.linksKept(), 0)));
    surviving.put(
        "forgets before the last record",
        Fault.kept(kept -> new Waiting(kept.timespan(), 0, kept.linksKept(), kept.namesKept())));
    for (long seed = 1; seed <= MOST_SEEDS && !surviving.isEmpty(); seed++) {
      for (Map.Entry<String, Fault> fault : List.copyOf(surviving.entrySet())) {
        if (fault.getValue().isCaught(seed)) {
          surviving.remove(fault.getKey());
        }
      }
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  private static boolean isLate(Received<OwnedDevice> link) {
    return link.what().isOfName() && link.clock() > link.what().time();
  }

  /** Without what names another person than the record of the name that was received first. */
  private static LinkedTimeline withFirstPersons(LinkedTimeline timeline) {
    Map<String, String> first = new HashMap<>();
    timeline.links().stream()
        .sorted((one, other) -> Long.compare(one.clock(), other.clock()))
        .forEach(link -> first.putIfAbsent(link.what().device(), link.what().person()));
    return withLinks(
        timeline,
        link ->
            !link.what().isOfName()
                || link.what().person().equals(first.get(link.what().device())));
  }

  private static LinkedTimeline withLinks(
      LinkedTimeline timeline, Predicate<Received<OwnedDevice>> heard) {
    return new LinkedTimeline(
        timeline.name(),
        timeline.pattern(),
        timeline.ofDevices(),
        timeline.ofNames(),
        timeline.linkDelay(),
        timeline.nameDelay(),
        timeline.table(),
        timeline.events(),
        timeline.links().stream().filter(heard).toList(),
        timeline.expected(),
        timeline.known());
  }
}
