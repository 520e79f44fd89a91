package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.WindowMatcher;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.PatternSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes events of the completions of a pattern that is a step of others. */
final class PatternEvents {
  private List<PatternEvent> said = new ArrayList<>();
  private final Set<EventKey> takenBack = new LinkedHashSet<>();

  /**
   * Says what changed of the completions of a key whose changes the timeline has already.
   *
   * @param restated completions that are as they were, while what is said of them may not be
   */
  void say(Collection<Change> changes, Collection<EventKey> restated, KeyMemory memory) {
    for (Change change : changes) {
      boolean silent = takenBack.contains(change.event());
      Completion before = silent ? null : shown(change.before());
      Completion now = shown(change.now());
      if (now != null && !isSame(now, before)) {
        say(now, memory);
      } else if (now == null && before != null) {
        takeBack(before, memory);
      }
    }
    if (memory.run().pattern().isSegment()) {
      Set<EventKey> anew = new LinkedHashSet<>(restated);
      anew.addAll(takenBack);
      for (EventKey event : anew) {
        Completion completion = memory.components().completion(event);
        if (completion != null && changes.stream().noneMatch(each -> each.event().equals(event))) {
          say(completion, memory);
        }
      }
    }
    takenBack.clear();
  }

  /** Says all that completes a key once more, for patterns that may not have heard it. */
  void sayAgain(KeyMemory memory) {
    List<PatternEvent> before = take();
    say(Renewal.all(memory), List.of(), memory);
    List<PatternEvent> again = take();
    said.addAll(before);
    again.forEach(event -> said.add(event.again()));
  }

  /** Takes back what was said of an event that is still on the timeline and about to go. */
  void takeBack(EventKey event, KeyMemory memory) {
    Completion completion = memory.components().completion(event);
    if (completion != null && takenBack.add(event)) {
      takeBack(completion, memory);
    }
  }

  private void say(Completion completion, KeyMemory memory) {
    if (memory.run().pattern().isSegment()) {
      HandedOver.of(completion, memory).ifPresent(said::add);
      return;
    }
    said.add(
        new PatternEvent(
            event(completion, memory),
            false,
            false,
            ingestedTime(completion, memory),
            memory.run().pattern().id(),
            new FindingText(memory).links(completion)));
  }

  private void takeBack(Completion completion, KeyMemory memory) {
    if (memory.run().pattern().isSegment()) {
      HandedOver.back(completion, memory).ifPresent(said::add);
      return;
    }
    String pattern = memory.run().pattern().id();
    said.add(new PatternEvent(event(completion, memory), true, false, 0, pattern, List.of()));
  }

  /** What was said since this was last asked. */
  List<PatternEvent> take() {
    if (said.isEmpty()) {
      return List.of();
    }
    List<PatternEvent> taken = said;
    said = new ArrayList<>();
    return taken;
  }

  private static @Nullable Completion shown(@Nullable Completion completion) {
    return completion == null || completion.held() ? null : completion;
  }

  private static boolean isSame(Completion now, @Nullable Completion before) {
    return before != null
        && now.chain().equals(before.chain())
        && Objects.equals(now.settlesAt(), before.settlesAt());
  }

  private static Event event(Completion completion, KeyMemory memory) {
    String pattern = memory.run().pattern().id();
    EventKey key = completion.event();
    Map<String, Value> fields = new TreeMap<>();
    List<GroupKey> names = memory.run().pattern().groupBy();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i).name(), Value.of(memory.group().get(i)));
    }
    Long settlesAt = completion.settlesAt();
    if (settlesAt != null) {
      fields.put(PatternSource.SETTLES_AT, Value.of(settlesAt));
    }
    TimelineEvent kept = kept(key, memory.timeline());
    return new Event(
        PatternSource.of(pattern),
        FindingId.of(pattern, memory.group(), key),
        key.eventTime(),
        kept == null ? key.eventTime() : kept.event().receivedTime(),
        null,
        Fields.of(fields),
        kept == null ? new Origin(pattern, 0, 0) : kept.event().origin(),
        false);
  }

  private static long ingestedTime(Completion completion, KeyMemory memory) {
    TimelineEvent kept = kept(completion.event(), memory.timeline());
    return kept == null ? 0 : kept.ingestedTime();
  }

  private static @Nullable TimelineEvent kept(EventKey key, Timeline timeline) {
    OptionalInt index = timeline.indexOf(key);
    return index.isPresent() ? timeline.event(index.getAsInt()) : null;
  }

  /**
   * A completion whose chain has events of patterns: it settles no earlier than they do.
   *
   * <p>For windows the chain that is shown holds as many events as the condition needs, so it stays
   * satisfied once those are settled.
   */
  static Completion settled(Completion completion, Matcher matcher, Timeline timeline) {
    List<ChainPart> chain =
        matcher instanceof WindowMatcher window
            ? window.chain(timeline, completion.event())
            : completion.chain();
    Long latest = completion.settlesAt();
    for (ChainPart part : chain) {
      TimelineEvent event = part.binding() ? kept(part.event(), timeline) : null;
      Value settles = event == null ? null : event.event().field(PatternSource.SETTLES_AT);
      if (settles instanceof Value.Whole time) {
        latest = latest == null ? time.value() : Math.max(latest, time.value());
      }
    }
    return completion.settlesAt(latest);
  }
}
