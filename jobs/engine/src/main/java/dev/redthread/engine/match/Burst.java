package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events in the middle of a burst that no count needs any more, whatever else may come.
 *
 * <p>An event is superfluous when so many kept events lie before and after it, {@link #margin} each
 * way, that every window with it is satisfied without it: those before and after span at most one
 * window, and either half satisfies one. Then it decides nothing; it begins no finding and stands
 * in no chain, since these lie before; the events that a finding shows from each end are others;
 * and its neighbours complete and lie near enough to stay one finding. All of that stays so when
 * events are added. So the findings are those of all events, in whatever order they came.
 *
 * <p>Of what can be changed by no event that is in time any more, only the ends and a thread of
 * completing events between them are needed.
 *
 * <p><i>Cost:</i> one pass over the timeline. What stays is about twice the margin for each length
 * of the window within the time that late events may take, and the thread.
 */
public final class Burst {
  private final int margin;
  private final boolean plain;
  private final long timespan;
  private final Supplier<Content> content;

  Burst(int margin, boolean plain, long timespan, Supplier<Content> content) {
    this.margin = margin;
    this.plain = plain;
    this.timespan = timespan;
    this.content = content;
  }

  /** What is known of the finding that an event takes part in. */
  public interface Episode {

    /** The time of its earliest completing event. */
    long begin();

    /** The time of its latest completing event. */
    long end();

    /** How far apart the completing events before and after an event lie. */
    long gap(EventKey event);

    /** A completing event goes. */
    void letGo(EventKey event);
  }

  /** Finds the finding that an event completes. */
  public interface Episodes {
    @Nullable Episode of(EventKey event);
  }

  /** How many events are kept at each end of a burst, and before and after each that goes. */
  public int margin() {
    return margin;
  }

  /**
   * The places of the events that are superfluous. Their episodes are told.
   *
   * @param settled the time before which windows can no longer change
   */
  public BitSet superfluous(Timeline timeline, Episodes episodes, long settled) {
    int size = timeline.size();
    BitSet gone = new BitSet();
    int[] kept = new int[size];
    int count = 0;
    Content before = content.get();
    Content after = content.get();
    for (int next = 1; next < Math.min(margin, size); next++) {
      after.add(timeline.event(next));
    }
    for (int i = 0; i + margin < size; i++) {
      after.add(timeline.event(i + margin));
      int first = count < margin ? -1 : kept[count - margin];
      Episode episode = first < 0 ? null : episodes.of(timeline.key(i));
      if (episode != null
          && comesAfterTheBegin(timeline, i, episode)
          && (isDense(timeline, first, i, before, after)
              || isSettled(timeline, first, i, episode, settled))) {
        gone.set(i);
        episode.letGo(timeline.key(i));
      } else {
        before.add(timeline.event(i));
        kept[count++] = i;
        if (first >= 0) {
          before.remove(timeline.event(first));
        }
      }
      after.remove(timeline.event(i + 1));
    }
    return gone;
  }

  /** Whether it cannot be in the chain of the earliest completing event. */
  private boolean comesAfterTheBegin(Timeline timeline, int index, Episode episode) {
    long time = timeline.time(index);
    if (time > episode.begin()) {
      return true;
    }
    // Of tied events the latest by name are in the chain: so many lie after this one.
    return plain
        && time == episode.begin()
        && timeline.time(index + margin) == time
        && index > 0
        && timeline.time(index - 1) == time;
  }

  private boolean isDense(Timeline timeline, int first, int index, Content before, Content after) {
    return timeline.time(index + margin) - timeline.time(first) <= timespan
        && before.holds()
        && after.holds();
  }

  private boolean isSettled(
      Timeline timeline, int first, int index, Episode episode, long settled) {
    return timeline.time(index) < settled
        && timeline.time(first) >= Times.minus(episode.begin(), timespan)
        && timeline.time(index + margin) <= episode.end()
        && episode.gap(timeline.key(index)) <= timespan;
  }
}
