package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is found on a timeline by other means than times and roles. Each is made when it is first
 * asked for, and told of all that comes and goes from then on.
 */
final class Indexes {
  private final Timeline timeline;
  private @Nullable Sliding sliding;
  private final List<Beginnings> beginnings = new ArrayList<>(1);
  private final Map<StepField, ByValue<Value>> byValue = new HashMap<>(0);
  private @Nullable ByValue<String> byText;
  private @Nullable CarriedStarts starts;
  private final Map<Join.Pair, Meeting> meetings = new HashMap<>(0);

  Indexes(Timeline timeline) {
    this.timeline = timeline;
  }

  /** The window that slides over the timeline; a timeline belongs to one pattern. */
  Sliding sliding(Supplier<Content> content) {
    Sliding known = sliding;
    if (known == null) {
      known = new Sliding(timeline, content.get());
      sliding = known;
    }
    return known;
  }

  /** The events that may begin a chain of a sequence. */
  Beginnings beginnings(SequencePlan plan) {
    for (Beginnings known : beginnings) {
      if (known.isOf(plan)) {
        return known;
      }
    }
    Beginnings made = new Beginnings(timeline, plan);
    beginnings.add(made);
    return made;
  }

  /** The events by the value of a field. */
  ByValue<Value> byValue(StepField field) {
    ByValue<Value> known = byValue.get(field);
    if (known == null) {
      known = filled(new ByValue<>(field::values));
      byValue.put(field, known);
    }
    return known;
  }

  /** The events by what is read of them, which is the same at each call. */
  ByValue<String> byText(Readings readings) {
    ByValue<String> known = byText;
    if (known == null) {
      known = filled(new ByValue<>(readings::texts));
      byText = known;
    }
    return known;
  }

  /** The chains that events hand over; a timeline belongs to one pattern. */
  CarriedStarts starts(CarriedChains carried) {
    CarriedStarts known = starts;
    if (known == null) {
      known = new CarriedStarts(carried);
      for (int i = 0; i < timeline.size(); i++) {
        known.inserted(timeline.event(i));
      }
      starts = known;
    }
    return known;
  }

  private <V> ByValue<V> filled(ByValue<V> index) {
    for (int i = 0; i < timeline.size(); i++) {
      index.inserted(timeline.event(i));
    }
    return index;
  }

  /** Which events two compared steps have for each other. */
  Meeting meeting(Join.Pair pair) {
    Meeting known = meetings.get(pair);
    if (known == null) {
      known = new Meeting(pair);
      for (int i = 0; i < timeline.size(); i++) {
        known.inserted(timeline.event(i));
      }
      meetings.put(pair, known);
    }
    return known;
  }

  /** There is a new event at a place. */
  void inserted(int place) {
    if (sliding != null) {
      sliding.inserted(place);
    }
    beginnings.forEach(index -> index.inserted(place));
    TimelineEvent event = timeline.event(place);
    byValue.values().forEach(index -> index.inserted(event));
    if (byText != null) {
      byText.inserted(event);
    }
    if (starts != null) {
      starts.inserted(event);
    }
    meetings.values().forEach(index -> index.inserted(event));
  }

  /** The event at a place is about to go. */
  void removing(int place) {
    if (sliding != null) {
      sliding.removing(place);
    }
  }

  /** An event went. */
  void removed(TimelineEvent gone) {
    beginnings.forEach(index -> index.removed(gone));
    byValue.values().forEach(index -> index.removed(gone));
    if (byText != null) {
      byText.removed(gone);
    }
    if (starts != null) {
      starts.removed(gone);
    }
    meetings.values().forEach(index -> index.removed(gone));
  }

  void clear() {
    sliding = null;
    beginnings.clear();
    byValue.clear();
    byText = null;
    starts = null;
    meetings.clear();
  }
}
