package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Finding.Status;
import dev.redthread.engine.PartialChain;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Burst;
import dev.redthread.engine.match.ContinuedMatcher;
import dev.redthread.engine.match.Times;
import dev.redthread.engine.match.WindowMatcher;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Says of a component what its finding shows. */
final class FindingText {
  private static final int MOST_RISK = 100;

  private final KeyMemory memory;

  FindingText(KeyMemory memory) {
    this.memory = memory;
  }

  /** The group as it is hashed and shown: empty where every event is its own finding. */
  List<String> groupValues() {
    return pattern().shape() instanceof Shape.Single ? List.of() : memory.group();
  }

  String id(EventKey earliest) {
    return FindingId.of(pattern().id(), groupValues(), earliest);
  }

  /**
   * The finding of a component in the revision, at the times and with the mark of truncation of the
   * one that it replaces.
   *
   * @param wallClock stands in for what only a finding that is replaced knows
   */
  Finding of(Component component, String id, @Nullable Finding replaced, long wallClock) {
    Completion earliest = component.earliest();
    Evidence evidence = evidence(component);
    List<ChainPart> parts = chain(earliest);
    return new Finding(
        id,
        replaced == null ? 1 : replaced.revision(),
        replaced == null ? wallClock : replaced.version(),
        Status.OPEN,
        null,
        component.settlesAt(),
        reference(),
        group(earliest, replaced),
        evidence.first,
        evidence.last,
        replaced == null ? wallClock : replaced.detected(),
        replaced == null ? ingested(earliest.event(), wallClock) : replaced.ingested(),
        replaced == null ? isTruncated(component) : replaced.truncated(),
        links(parts, earliest, replaced),
        evidence.ids,
        evidence.count,
        risk(parts),
        evidence.more,
        completeSince(earliest.event()));
  }

  /** From when on the pattern has had all events, where the completion draws on earlier ones. */
  private @Nullable Long completeSince(EventKey earliest) {
    Decided decided = memory.decided();
    Long since = decided == null ? null : decided.completeSince();
    long begin = Times.minus(earliest.eventTime(), memory.run().matcher().looksBack());
    return since != null && begin < since ? since : null;
  }

  /** Whether something of the key or of the component went because of the budget. */
  boolean isTruncated(Component component) {
    return memory.evicted() != null || !component.earliest().bridge().isEmpty();
  }

  /** The events of a completion's chain that are kept. */
  List<Link> links(Completion completion) {
    return links(chain(completion), completion, null);
  }

  private CompiledPattern pattern() {
    return memory.run().pattern();
  }

  private List<ChainPart> chain(Completion earliest) {
    return memory.run().matcher() instanceof WindowMatcher window
        ? window.chain(memory.timeline(), earliest.event())
        : earliest.chain();
  }

  /** The keys of the whole chain, as long as what it goes on from is kept. */
  private List<GroupValue> group(Completion earliest, @Nullable Finding replaced) {
    ContinuedMatcher continued = memory.run().continued();
    if (continued == null) {
      return group();
    }
    Optional<PartialChain> before = continued.before(memory.timeline(), earliest);
    if (before.isEmpty() && replaced != null) {
      return replaced.group();
    }
    List<GroupValue> values = new ArrayList<>();
    before.ifPresent(chain -> values.addAll(chain.group()));
    values.addAll(group());
    return values;
  }

  /** Events that went because of the budget are taken from what was shown before. */
  private List<Link> links(
      List<ChainPart> parts, Completion completion, @Nullable Finding replaced) {
    if (replaced != null
        && memory.run().matcher().standsForWindow()
        && memory.reachesEvicted(completion.event().eventTime())) {
      return replaced.chain();
    }
    Map<EventKey, Event> handedOver = handedOver(completion);
    List<Link> links = new ArrayList<>(parts.size());
    for (ChainPart part : parts) {
      kept(part.event())
          .map(TimelineEvent::event)
          .or(() -> Optional.ofNullable(handedOver.get(part.event())))
          .or(
              () ->
                  Optional.ofNullable(replaced).stream()
                      .flatMap(finding -> finding.chain().stream())
                      .map(Link::event)
                      .filter(event -> EventKey.of(event).equals(part.event()))
                      .findFirst())
          .ifPresent(event -> links.add(new Link(part.step(), event)));
    }
    return links;
  }

  /** The events of a completion's chain that happened under earlier keys. */
  private Map<EventKey, Event> handedOver(Completion completion) {
    ContinuedMatcher continued = memory.run().continued();
    Map<EventKey, Event> events = new HashMap<>();
    if (continued != null) {
      continued
          .before(memory.timeline(), completion)
          .ifPresent(chain -> chain.parts().forEach(part -> events.put(part.key(), part.event())));
    }
    return events;
  }

  private Optional<TimelineEvent> kept(EventKey key) {
    OptionalInt index = memory.timeline().indexOf(key);
    return index.isPresent()
        ? Optional.of(memory.timeline().event(index.getAsInt()))
        : Optional.empty();
  }

  private long ingested(EventKey completing, long wallClock) {
    return kept(completing).map(TimelineEvent::ingestedTime).orElse(wallClock);
  }

  private int risk(List<ChainPart> parts) {
    int risk = pattern().risk();
    if (pattern().shape() instanceof Shape.Sequence sequence) {
      for (Step step : sequence.steps()) {
        if (step.kind() == Step.Kind.OPTIONAL
            && parts.stream().anyMatch(part -> part.step().equals(step.name()))) {
          risk += step.risk();
        }
      }
    }
    return Math.min(MOST_RISK, risk);
  }

  PatternRef reference() {
    CompiledPattern pattern = pattern();
    return new PatternRef(
        pattern.id(),
        pattern.title(),
        pattern.level(),
        pattern.tags(),
        pattern.shadow(),
        pattern.runbook(),
        pattern.response());
  }

  List<GroupValue> group() {
    List<GroupValue> values = new ArrayList<>();
    List<String> texts = groupValues();
    List<GroupKey> keys = pattern().groupBy();
    for (int i = 0; i < texts.size(); i++) {
      values.add(new GroupValue(keys.get(i).name(), texts.get(i)));
    }
    return values;
  }

  private Evidence evidence(Component component) {
    if (memory.run().matcher().standsForWindow()) {
      return evidenceOfWindows(component);
    }
    NavigableSet<EventKey> keys = component.evidence();
    List<String> ids = new ArrayList<>(Math.min(keys.size(), 2 * Finding.SHOWN_EACH_END));
    Iterator<EventKey> ascending = keys.iterator();
    int fromStart =
        keys.size() <= 2 * Finding.SHOWN_EACH_END ? keys.size() : Finding.SHOWN_EACH_END;
    for (int i = 0; i < fromStart; i++) {
      ids.add(ascending.next().id());
    }
    if (fromStart < keys.size()) {
      Iterator<EventKey> descending = keys.descendingIterator();
      for (int i = 0; i < Finding.SHOWN_EACH_END; i++) {
        ids.add(fromStart, descending.next().id());
      }
    }
    return new Evidence(keys.first().eventTime(), keys.last().eventTime(), ids, keys.size(), false);
  }

  private Evidence evidenceOfWindows(Component component) {
    int from = begin(component);
    int to = memory.timeline().after(component.lastTime());
    int count = to - from;
    List<String> ids = new ArrayList<>(Math.min(count, 2 * Finding.SHOWN_EACH_END));
    for (int i = from; i < to; i++) {
      if (count > 2 * Finding.SHOWN_EACH_END && i == from + Finding.SHOWN_EACH_END) {
        i = to - Finding.SHOWN_EACH_END;
      }
      ids.add(memory.timeline().key(i).id());
    }
    // So many are kept for certain, whatever the middle of a burst had.
    Burst burst = memory.run().burst();
    int certain = burst == null ? Integer.MAX_VALUE : 2 * burst.margin();
    return new Evidence(
        memory.timeline().time(from),
        memory.timeline().time(to - 1),
        ids,
        Math.min(count, certain),
        count >= certain);
  }

  private int begin(Component component) {
    return memory
        .timeline()
        .from(Times.minus(component.earliest().event().eventTime(), memory.run().timespan()));
  }

  /** Whether a finding of windows has more events than it shows. */
  boolean isLarge(Component component) {
    return memory.run().matcher().standsForWindow()
        && memory.timeline().after(component.lastTime()) - begin(component)
            >= 2 * Finding.SHOWN_EACH_END;
  }

  /**
   * What the events of a finding come to.
   *
   * @param more whether there may be more than counted
   */
  private record Evidence(long first, long last, List<String> ids, int count, boolean more) {}
}
