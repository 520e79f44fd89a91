package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.SequencePlan.Absence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that fill each step of one chain, by their places on the timeline. */
final class EventChain {
  private final Window window;
  private final int[] anchors;
  private final List<int[]> mandatory;
  private final List<int @Nullable []> optional = new ArrayList<>();
  private final List<Places> extras = new ArrayList<>();
  private final int[] optionalAnchors;
  private final Places used = new Places();

  EventChain(Window window, int[] anchors, List<int[]> mandatory) {
    this.window = window;
    this.anchors = anchors;
    this.mandatory = mandatory;
    used.addAll(window.limits().barred());
    mandatory.forEach(events -> use(events, true));
    window.plan().optional().forEach(step -> optional.add(null));
    optionalAnchors = new int[optional.size()];
    for (int i = 0; i < mandatory.size() + optional.size(); i++) {
      extras.add(new Places());
    }
  }

  long anchorTime(int step) {
    return window.time(anchors[step]);
  }

  int anchor(int step) {
    return anchors[step];
  }

  /** The time of the first event of a mandatory step. */
  long firstTime(int step) {
    return window.time(mandatory.get(step)[0]);
  }

  /** The time of the first event of a mandatory step and of others in its group. */
  long firstOf(int step) {
    long first = Long.MAX_VALUE;
    for (int each = window.step(step).begin(); each < window.step(step).end(); each++) {
      first = Math.min(first, firstTime(each));
    }
    return first;
  }

  /** The time of the last event of a mandatory step and of others in its group. */
  long lastOf(int step) {
    long last = Long.MIN_VALUE;
    for (int each = window.step(step).begin(); each < window.step(step).end(); each++) {
      last = Math.max(last, anchorTime(each));
    }
    return last;
  }

  /** The time from which its timespan counts. */
  long begins() {
    return Math.min(firstOf(0), window.limits().begins());
  }

  /** The time of the last event of all. */
  long lastTime() {
    return window.time(used.last());
  }

  /** The events at which the mandatory steps are filled. */
  List<EventKey> anchors() {
    return Arrays.stream(anchors).mapToObj(window.timeline()::key).toList();
  }

  int[] mandatory(int step) {
    return mandatory.get(step);
  }

  int @Nullable [] optional(int place) {
    return optional.get(place);
  }

  /** The event at which an optional step that is attached is filled. */
  int optionalAnchor(int place) {
    return optionalAnchors[place];
  }

  /** The time of the first event of the optional steps that are attached; else the end of time. */
  long firstAttached() {
    long first = Long.MAX_VALUE;
    for (int[] events : optional) {
      first = events == null ? first : Math.min(first, window.time(events[0]));
    }
    return first;
  }

  void attach(int place, int[] events, int anchor) {
    optional.set(place, events);
    optionalAnchors[place] = anchor;
    use(events, true);
  }

  void detach(int place) {
    int[] events = optional.get(place);
    if (events != null) {
      use(events, false);
      optional.set(place, null);
    }
  }

  void addExtra(int fileStep, int index) {
    extras.get(fileStep).add(index);
    used.add(index);
  }

  boolean uses(int index) {
    return used.has(index);
  }

  private void use(int[] events, boolean on) {
    for (int event : events) {
      if (on) {
        used.add(event);
      } else {
        used.remove(event);
      }
    }
  }

  Completion completion() {
    List<ChainPart> parts = new ArrayList<>();
    SequencePlan plan = window.plan();
    int step = 0;
    int place = 0;
    int order = 0;
    while (step < mandatory.size() || place < optional.size()) {
      boolean optionalNext =
          place < optional.size()
              && (step == mandatory.size()
                  || plan.optional().get(place).file() < window.step(step).file());
      if (optionalNext) {
        int[] events = optional.get(place);
        if (events != null) {
          add(parts, plan.optional().get(place).fill().name(), events, extras.get(order), false);
        }
        place++;
      } else {
        add(parts, window.step(step).fill().name(), mandatory.get(step), extras.get(order), true);
        step++;
      }
      order++;
    }
    return new Completion(window.timeline().key(window.completing()), parts, settlesAt());
  }

  private void add(
      List<ChainPart> parts, String name, int[] events, Places extra, boolean mandatoryStep) {
    Places all = new Places();
    all.addAll(extra);
    for (int event : events) {
      all.add(event);
    }
    for (int index : all.toArray()) {
      boolean binding = mandatoryStep && !extra.has(index);
      parts.add(new ChainPart(name, window.timeline().key(index), binding));
    }
  }

  private @Nullable Long settlesAt() {
    SequencePlan plan = window.plan();
    long completing = window.time(window.completing());
    List<Long> deadlines = new ArrayList<>(1);
    plan.before().forEach(absence -> deadlines.add(Times.plus(firstOf(0), absence.delay())));
    for (int step = 0; step < mandatory.size(); step++) {
      Absence before = window.step(step).absence();
      if (before.isAsked()) {
        deadlines.add(Times.plus(firstOf(step), before.delay()));
      }
    }
    for (int step = 1; step < mandatory.size(); step++) {
      long begin = firstOf(step);
      plan.compared(step, step)
          .forEach(absence -> deadlines.add(Times.plus(begin, absence.delay())));
    }
    if (plan.until().isAsked()) {
      deadlines.add(Times.plus(completing, plan.until().delay()));
    }
    plan.after()
        .forEach(
            absence ->
                deadlines.add(
                    Times.plus(Times.plus(completing, absence.within()), absence.delay())));
    return deadlines.isEmpty() ? null : Collections.max(deadlines);
  }
}
