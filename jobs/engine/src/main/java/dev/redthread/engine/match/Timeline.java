package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one key in the order of their keys.
 *
 * <p><i>Cost:</i> appending and letting go of the earliest are constant; an event in between moves
 * those after it.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class Timeline {
  private TimelineEvent[] events = new TimelineEvent[8];
  private EventKey[] keys = new EventKey[8];
  private long[] times = new long[8];
  private long[] roles = new long[8];
  private long forgottenTime = Long.MIN_VALUE;
  private long version;
  private @Nullable Sliding sliding;
  private int start;
  private int end;

  public int size() {
    return end - start;
  }

  public TimelineEvent event(int index) {
    return events[start + index];
  }

  public EventKey key(int index) {
    return keys[start + index];
  }

  public long time(int index) {
    return times[start + index];
  }

  public long roles(int index) {
    return roles[start + index];
  }

  /** Differs after each change. */
  long version() {
    return version;
  }

  /** Up to when events may be missing because there was no room for them. */
  public long forgottenTime() {
    return forgottenTime;
  }

  public void setForgottenTime(long time) {
    forgottenTime = time;
    version++;
  }

  /** Puts an event whose key is not there yet in its place and returns that place. */
  public int insert(TimelineEvent event) {
    version++;
    EventKey key = event.key();
    int at = ~search(key);
    if (at < 0) {
      throw new IllegalStateException("twice on one timeline: " + key);
    }
    makeRoom();
    at += start;
    move(at, at + 1, end - at);
    events[at] = event;
    keys[at] = key;
    times[at] = key.eventTime();
    roles[at] = event.roles();
    end++;
    if (sliding != null) {
      sliding.inserted(at - start);
    }
    return at - start;
  }

  /** Takes the event at a place off. */
  public void remove(int index) {
    version++;
    if (sliding != null) {
      sliding.removing(index);
    }
    if (index == 0) {
      events[start] = null;
      keys[start] = null;
      start++;
      return;
    }
    int at = start + index;
    move(at + 1, at, end - at - 1);
    end--;
    events[end] = null;
    keys[end] = null;
  }

  /** Takes the events at some places off. */
  public void removeAll(BitSet places) {
    if (places.isEmpty()) {
      return;
    }
    version++;
    sliding = null;
    int to = start;
    for (int from = start; from < end; from++) {
      if (!places.get(from - start)) {
        move(from, to++, 1);
      }
    }
    Arrays.fill(events, to, end, null);
    Arrays.fill(keys, to, end, null);
    end = to;
  }

  /** Where the event with this key is. */
  public OptionalInt indexOf(EventKey key) {
    int at = search(key);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }

  /** The first place whose event is not earlier than a time. */
  public int from(long time) {
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - start;
  }

  /** The first place whose event is later than a time. */
  public int after(long time) {
    return time == Long.MAX_VALUE ? size() : from(time + 1);
  }

  /** The window that slides over this timeline; a timeline belongs to one pattern. */
  Sliding sliding(Supplier<Content> content) {
    Sliding known = sliding;
    if (known == null) {
      known = new Sliding(this, content.get());
      sliding = known;
    }
    return known;
  }

  private int search(EventKey key) {
    if (end > start && keys[end - 1].compareTo(key) < 0) {
      return ~(end - start);
    }
    int at = Arrays.binarySearch(keys, start, end, key);
    return at < 0 ? ~(~at - start) : at - start;
  }

  private void move(int from, int to, int count) {
    System.arraycopy(events, from, events, to, count);
    System.arraycopy(keys, from, keys, to, count);
    System.arraycopy(times, from, times, to, count);
    System.arraycopy(roles, from, roles, to, count);
  }

  private void makeRoom() {
    if (end < events.length) {
      return;
    }
    int size = size();
    if (start >= events.length / 2) {
      move(start, 0, size);
      Arrays.fill(events, size, end, null);
      Arrays.fill(keys, size, end, null);
      start = 0;
      end = size;
      return;
    }
    int longer = events.length * 2;
    events = Arrays.copyOf(events, longer);
    keys = Arrays.copyOf(keys, longer);
    times = Arrays.copyOf(times, longer);
    roles = Arrays.copyOf(roles, longer);
  }
}
