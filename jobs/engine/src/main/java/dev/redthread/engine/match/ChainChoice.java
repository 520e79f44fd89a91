package dev.redthread.engine.match;

import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.match.ChainFinder.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which of several chains of one completing event is the better one: it comes first. */
final class ChainChoice {
  private static final Comparator<EventKey> BY_NAME =
      Comparator.comparing(EventKey::source).thenComparing(EventKey::id);

  private static final Comparator<EventKey> LATEST_FIRST =
      Comparator.comparingLong((EventKey key) -> -key.eventTime()).thenComparing(BY_NAME);

  /** By the values of the keys, where nothing else differs. */
  static final Comparator<List<GroupValue>> GROUPS = list(Comparator.comparing(GroupValue::value));

  /** By times, then by source and id, then by what fills repetitions. */
  static final Comparator<Found> FOUND =
      Comparator.comparing(Found::anchors, ChainChoice::byTimes)
          .thenComparing(Found::anchors, list(BY_NAME))
          .thenComparing(ChainChoice::latestInside, list(LATEST_FIRST));

  private ChainChoice() {}

  /** The latest first step, then the earliest next ones. */
  static int byTimes(List<EventKey> one, List<EventKey> other) {
    int compared = Long.compare(other.get(0).eventTime(), one.get(0).eventTime());
    for (int i = 1; compared == 0 && i < one.size(); i++) {
      compared = Long.compare(one.get(i).eventTime(), other.get(i).eventTime());
    }
    return compared;
  }

  /** The events that decide, step by step, inside a step the latest first. */
  private static List<EventKey> latestInside(Found found) {
    Map<String, List<EventKey>> byStep = new LinkedHashMap<>();
    for (ChainPart part : found.completion().chain()) {
      if (part.binding()) {
        byStep.computeIfAbsent(part.step(), step -> new ArrayList<>()).add(part.event());
      }
    }
    return byStep.values().stream()
        .flatMap(events -> events.stream().sorted(LATEST_FIRST))
        .toList();
  }

  private static <T> Comparator<List<T>> list(Comparator<T> by) {
    return (one, other) -> {
      for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
        int compared = by.compare(one.get(i), other.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return Integer.compare(one.size(), other.size());
    };
  }
}
