package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.detect.Touched.Stretch;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.Timeline;
import java.util.BitSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/**
 * Decides many completing events at once: where the two ends tell what all between come to, these
 * are not asked; else by halves.
 *
 * <p><i>Cost:</i> a few decisions for each chain that they come to, and a step for each event of
 * which something is remembered by itself.
 */
final class ByEnds {
  private final Matcher matcher;
  private final Timeline timeline;
  private final Rows rows;
  private final ObjIntConsumer<Decision> each;

  /**
   * @param each takes how the event at a place is decided
   */
  ByEnds(Matcher matcher, Timeline timeline, Rows rows, ObjIntConsumer<Decision> each) {
    this.matcher = matcher;
    this.timeline = timeline;
    this.rows = rows;
    this.each = each;
  }

  void decide(Touched touched, Stretches stretches) {
    for (Stretch stretch : touched.stretches()) {
      InRow line = new InRow(stretch, touched.places(), stretches);
      decide(line, new End(line.first), new End(line.last));
    }
    BitSet places = touched.places();
    if (!places.isEmpty()) {
      Apart line = new Apart(places);
      decide(line, new End(places.nextSetBit(0)), new End(places.length() - 1));
    }
  }

  private void decide(Line line, End first, End last) {
    if (first.place == last.place) {
      each.accept(first.decision, first.place);
    } else if (first.isLike(last)) {
      line.all(first, last);
    } else if (last.decision.completion().isEmpty() && matcher.endsInVain(timeline, last.place)) {
      line.none(first.place, last);
    } else {
      int middle = line.floor((first.place + last.place) >>> 1);
      int next = line.higher(middle);
      decide(line, first, middle == first.place ? first : new End(middle));
      decide(line, next == last.place ? last : new End(next), last);
    }
  }

  /** Takes what many completions of a row come to. */
  interface Stretches {
    /** The first completion is this now, and the others up to an event are alike. */
    void take(Completion first, EventKey last);
  }

  /** Events to be decided, by their places. */
  private interface Line {
    /** The last of them up to a place. */
    int floor(int place);

    /** The next of them after a place. */
    int higher(int place);

    /** All from one to another complete alike. */
    void all(End first, End last);

    /** None from one to another completes. */
    default void none(int first, End last) {
      for (int place = first; place < last.place; place = higher(place)) {
        each(place, Decision.none(Long.MIN_VALUE));
      }
      each(last.place, last.decision);
    }

    void each(int place, Decision decision);
  }

  /** Events here and there. */
  private final class Apart implements Line {
    private final BitSet places;

    Apart(BitSet places) {
      this.places = places;
    }

    @Override
    public int floor(int place) {
      return places.previousSetBit(place);
    }

    @Override
    public int higher(int place) {
      return places.nextSetBit(place + 1);
    }

    @Override
    public void all(End first, End last) {
      Completion completion = first.decision.completion().orElseThrow();
      for (int place = first.place; place >= 0 && place <= last.place; place = higher(place)) {
        Optional<Completion> now = Optional.of(completion.at(timeline.key(place)));
        each(place, new Decision(now, first.decision.helped(), first.decision.hurt()));
      }
    }

    @Override
    public void each(int place, Decision decision) {
      each.accept(decision, place);
    }
  }

  /** Events of one row; of some something is remembered by itself. */
  private final class InRow implements Line {
    private final NavigableSet<EventKey> events;
    private final BitSet remembered = new BitSet();
    private final Stretches stretches;
    private final int first;
    private final int last;

    InRow(Stretch stretch, BitSet touched, Stretches stretches) {
      this.stretches = stretches;
      events = rows.events().subSet(stretch.first(), true, stretch.last(), true);
      first = place(stretch.first());
      last = place(stretch.last());
      for (int i = touched.nextSetBit(first); i >= 0 && i <= last; i = touched.nextSetBit(i + 1)) {
        if (events.contains(timeline.key(i))) {
          touched.clear(i);
          remembered.set(i);
        }
      }
    }

    private int place(EventKey event) {
      return timeline.indexOf(event).orElseThrow();
    }

    @Override
    public int floor(int place) {
      EventKey event = events.floor(timeline.key(place));
      return event == null ? first : place(event);
    }

    @Override
    public int higher(int place) {
      EventKey event = events.higher(timeline.key(place));
      return event == null ? last : place(event);
    }

    @Override
    public void all(End from, End to) {
      long helped = from.decision.helped();
      long hurt = from.decision.hurt();
      int place = remembered.nextSetBit(from.place);
      while (place >= 0 && place <= to.place) {
        timeline.decided(place, helped, hurt);
        timeline.cover(place, helped, hurt);
        place = remembered.nextSetBit(place + 1);
      }
      Completion now = from.decision.completion().orElseThrow();
      EventKey begin = timeline.key(from.place);
      boolean same = now.equals(rows.completion(begin));
      if (!same || !rows.goesOn(begin)) {
        timeline.decided(from.place, helped, hurt);
      }
      if (!same) {
        stretches.take(now, timeline.key(to.place));
      }
    }

    @Override
    public void each(int place, Decision decision) {
      each.accept(decision, place);
    }
  }

  /** One end, decided. */
  private final class End {
    private final int place;
    private final Decision decision;

    End(int place) {
      this.place = place;
      decision = matcher.decide(timeline, place);
    }

    boolean isLike(End later) {
      Optional<Completion> one = decision.completion();
      Optional<Completion> other = later.decision.completion();
      return one.isPresent() && other.isPresent() && one.get().isSharedBy(other.get());
    }
  }
}
