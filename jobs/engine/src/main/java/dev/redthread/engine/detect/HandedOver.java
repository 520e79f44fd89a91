package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.PartialChain;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.codec.PartialChains;
import dev.redthread.engine.match.Alternatives;
import dev.redthread.engine.match.ChainFinder;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.PatternSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events by which a sequence goes on under its next key: each has what its step's event
 * has of that key, and the chains that lead up to it.
 */
final class HandedOver {

  private HandedOver() {}

  /** For a completion whose event is on the timeline. */
  static Optional<PatternEvent> of(Completion completion, KeyMemory memory) {
    OptionalInt place = memory.timeline().indexOf(completion.event());
    if (place.isEmpty()) {
      return Optional.empty();
    }
    List<PartialChain> chains =
        new Alternatives(
                (ChainFinder) memory.run().matcher(),
                memory.timeline(),
                place.getAsInt(),
                new FindingText(memory).group())
            .all();
    List<Link> links =
        chains.stream()
            .flatMap(chain -> chain.parts().stream())
            .map(part -> new Link(part.step(), part.event()))
            .distinct()
            .toList();
    TimelineEvent kept = memory.timeline().event(place.getAsInt());
    return Optional.of(
        new PatternEvent(
            event(kept, memory, PartialChains.text(chains)),
            false,
            false,
            kept.ingestedTime(),
            memory.run().pattern().id(),
            links));
  }

  /** The same taken back, as long as the completing event is on the timeline. */
  static Optional<PatternEvent> back(Completion completion, KeyMemory memory) {
    OptionalInt place = memory.timeline().indexOf(completion.event());
    return place.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PatternEvent(
                event(memory.timeline().event(place.getAsInt()), memory, null),
                true,
                false,
                0,
                memory.run().pattern().id(),
                List.of()));
  }

  private static Event event(TimelineEvent kept, KeyMemory memory, @Nullable String chains) {
    String pattern = memory.run().pattern().id();
    Map<String, Value> fields = new TreeMap<>();
    for (GroupKey key : memory.run().pattern().handsOver()) {
      values(key, kept, memory).ifPresent(value -> fields.put(key.name(), value));
    }
    if (chains != null) {
      fields.put(PatternSource.CHAINS, Value.of(chains));
    }
    return new Event(
        PatternSource.of(pattern),
        FindingId.of(pattern, memory.group(), kept.key()),
        kept.event().eventTime(),
        kept.event().receivedTime(),
        null,
        Fields.of(fields),
        kept.event().origin(),
        false);
  }

  /** What an event has of a key, by all rules by which it fills the last step. */
  private static Optional<Value> values(GroupKey key, TimelineEvent kept, KeyMemory memory) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int rule : memory.run().pattern().completingRules()) {
      Value value = kept.event().field(key.fieldByRule().get(rule));
      if ((kept.roles() & (1L << rule)) != 0 && value != null) {
        value.each().stream()
            .filter(each -> !(each instanceof Value.Nil))
            .forEach(each -> values.put(each.text(), each));
      }
    }
    if (values.size() < 2) {
      return values.values().stream().findFirst();
    }
    return Optional.of(new Value.Many(new ArrayList<>(values.values())));
  }
}
