package dev.redthread.engine.match;

import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.PartialChain;
import dev.redthread.engine.PartialChain.Part;
import dev.redthread.engine.match.ChainFinder.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chains of a completing event that what follows under another key may need: the best, and
 * where that takes events of the completing event's own instant, which may be wanted there, the
 * best without them.
 */
public final class Alternatives {
  /** How many are looked for at the most. */
  private static final int MOST = 64;

  private final ChainFinder finder;
  private final Timeline timeline;
  private final int index;
  private final List<GroupValue> group;

  /**
   * @param index the place of the completing event
   * @param group the key that the chains are joined on
   */
  public Alternatives(ChainFinder finder, Timeline timeline, int index, List<GroupValue> group) {
    this.finder = finder;
    this.timeline = timeline;
    this.index = index;
    this.group = group;
  }

  public List<PartialChain> all() {
    Set<PartialChain> all = new LinkedHashSet<>();
    Set<Without> seen = new HashSet<>();
    Deque<Without> open = new ArrayDeque<>(List.of(new Without(Set.of(), Long.MIN_VALUE)));
    while (!open.isEmpty() && seen.size() < MOST) {
      Without next = open.remove();
      if (seen.add(next)) {
        finder
            .find(timeline, index, next.events, next.earliest)
            .map(this::partial)
            .ifPresent(
                chain -> {
                  all.add(chain);
                  open.addAll(next.without(chain));
                });
      }
    }
    return List.copyOf(all);
  }

  /** Whether a chain may have alternatives: it takes events of its end's instant. */
  public static boolean maySplit(List<ChainPart> chain, EventKey completing) {
    return chain.stream()
        .filter(part -> part.binding() && !part.event().equals(completing))
        .anyMatch(part -> part.event().eventTime() == completing.eventTime());
  }

  private PartialChain partial(Found found) {
    List<GroupValue> groups = new ArrayList<>();
    PartialChain from = found.from();
    if (from != null) {
      groups.addAll(from.group());
    }
    groups.addAll(group);
    List<Part> parts = new ArrayList<>();
    for (ChainPart part : found.completion().chain()) {
      part(part, from).ifPresent(parts::add);
    }
    return new PartialChain(groups, parts, found.anchors(), found.completion().settlesAt());
  }

  private Optional<Part> part(ChainPart part, @Nullable PartialChain from) {
    if (from != null) {
      for (Part before : from.parts()) {
        if (before.key().equals(part.event())) {
          return Optional.of(before);
        }
      }
    }
    OptionalInt place = timeline.indexOf(part.event());
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Part(part.step(), timeline.event(place.getAsInt()).event(), part.binding()));
  }

  /**
   * What a chain is to do without.
   *
   * @param earliest when it may begin at the earliest
   */
  private record Without(Set<EventKey> events, long earliest) {
    Without {
      events = Set.copyOf(events);
    }

    /** What others than this chain do without. */
    List<Without> without(PartialChain chain) {
      List<Without> others = new ArrayList<>();
      EventKey end = chain.anchors().get(chain.anchors().size() - 1);
      for (Part part : chain.parts()) {
        EventKey key = part.key();
        if (part.binding() && key.eventTime() == end.eventTime() && !key.equals(end)) {
          Set<EventKey> fewer = new HashSet<>(events);
          fewer.add(key);
          others.add(new Without(fewer, earliest));
        }
      }
      // Only ties can make a repetition that ends later begin earlier.
      if (chain.first() < chain.anchors().get(0).eventTime()) {
        others.add(new Without(events, chain.first() + 1));
      }
      return others;
    }
  }
}
