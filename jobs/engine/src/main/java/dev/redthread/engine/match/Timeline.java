package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The events of one key in the order of their keys.
 *
 * <p>They lie in {@link Block}s of equal length, so a place is found at once and an event in
 * between moves one event of each block on the shorter side. A block also says which roles its
 * events have and from when on they can be touched; whole blocks are passed over by that.
 *
 * <p><i>Cost:</i> appending and letting go of the earliest are constant; an event in between, and a
 * search by roles, cost a block and the number of blocks.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class Timeline {
  private final List<Block> blocks = new ArrayList<>();
  private long forgottenTime = Long.MIN_VALUE;
  private long disorder;
  private final Indexes indexes = new Indexes(this);
  private final Effort effort = new Effort();
  private int start;
  private int size;
  private final Map<Long, Integer> kinds = new HashMap<>();
  private int ties;

  public int size() {
    return size;
  }

  public TimelineEvent event(int index) {
    return entry(index).event;
  }

  public EventKey key(int index) {
    return entry(index).key;
  }

  public long time(int index) {
    return entry(index).time;
  }

  public long roles(int index) {
    return entry(index).roles;
  }

  private Entry entry(int index) {
    int slot = start + index;
    return blocks.get(slot >> Block.BITS).get(slot & Block.LAST);
  }

  /** Grows whenever it changes other than by an event at its end, or less one at its beginning. */
  public long disorder() {
    return disorder;
  }

  /** Up to when events may be missing because there was no room for them. */
  public long forgottenTime() {
    return forgottenTime;
  }

  public void setForgottenTime(long time) {
    forgottenTime = time;
  }

  /**
   * Puts an event whose key is not there yet in its place and returns that place.
   *
   * @param touchable whether it could complete the pattern, so that others may change what it does
   */
  public int insert(TimelineEvent event, boolean touchable) {
    Entry entry = new Entry(event, touchable);
    int at = ~search(entry.key);
    if (at < 0) {
      throw new IllegalStateException("twice on one timeline: " + entry.key);
    }
    disorder += at < size ? 1 : 0;
    if (at < size / 2) {
      insertFromLeft(at, entry);
    } else {
      insertFromRight(at, entry);
    }
    size++;
    count(at, 1);
    indexes.inserted(at);
    effort.earn();
    return at;
  }

  private void insertFromRight(int at, Entry entry) {
    int end = start + size;
    int last = end >> Block.BITS;
    if (last == blocks.size()) {
      blocks.add(new Block());
    }
    int slot = start + at;
    int block = slot >> Block.BITS;
    for (int i = last; i > block; i--) {
      blocks.get(i).pushFirst(blocks.get(i - 1).get(Block.LAST));
    }
    Block in = blocks.get(block);
    int to = slot & Block.LAST;
    for (int i = block == last ? end & Block.LAST : Block.LAST; i > to; i--) {
      in.set(i, in.get(i - 1));
    }
    in.set(to, entry);
  }

  private void insertFromLeft(int at, Entry entry) {
    if (start == 0) {
      blocks.add(0, new Block());
      start = Block.SIZE;
    }
    start--;
    int slot = start + at;
    int block = slot >> Block.BITS;
    for (int i = 0; i < block; i++) {
      blocks.get(i).pushLast(blocks.get(i + 1).get(0));
    }
    Block in = blocks.get(block);
    int to = slot & Block.LAST;
    for (int i = block == 0 ? start : 0; i < to; i++) {
      in.set(i, in.get(i + 1));
    }
    in.set(to, entry);
  }

  /** Takes the event at a place off. */
  public void remove(int index) {
    disorder += index > 0 || size == 1 ? 1 : 0;
    indexes.removing(index);
    TimelineEvent gone = event(index);
    count(index, -1);
    if (index < size / 2) {
      removeFromLeft(start + index);
    } else {
      removeFromRight(start + index);
    }
    size--;
    indexes.removed(gone);
  }

  private void removeFromLeft(int slot) {
    int block = slot >> Block.BITS;
    Block in = blocks.get(block);
    for (int i = slot & Block.LAST; i > (block == 0 ? start : 0); i--) {
      in.set(i, in.get(i - 1));
    }
    for (int i = block - 1; i >= 0; i--) {
      blocks.get(i + 1).set(0, blocks.get(i).get(Block.LAST));
      blocks.get(i).turn(-1);
    }
    blocks.get(0).clear(start);
    start++;
    if (start == Block.SIZE) {
      blocks.remove(0);
      start = 0;
    }
  }

  private void removeFromRight(int slot) {
    int end = start + size - 1;
    int last = end >> Block.BITS;
    int block = slot >> Block.BITS;
    Block in = blocks.get(block);
    for (int i = slot & Block.LAST; i < (block == last ? end & Block.LAST : Block.LAST); i++) {
      in.set(i, in.get(i + 1));
    }
    for (int i = block + 1; i <= last; i++) {
      blocks.get(i - 1).set(Block.LAST, blocks.get(i).get(0));
      blocks.get(i).turn(1);
    }
    blocks.get(last).clear(end & Block.LAST);
    if ((end & Block.LAST) == 0) {
      blocks.remove(last);
    }
  }

  /** Takes the events at some places off. */
  public void removeAll(BitSet places) {
    if (places.isEmpty()) {
      return;
    }
    disorder++;
    List<Entry> kept = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (!places.get(i)) {
        kept.add(entry(i));
      }
    }
    indexes.clear();
    blocks.clear();
    kinds.clear();
    ties = 0;
    start = 0;
    size = 0;
    for (Entry entry : kept) {
      insertFromRight(size, entry);
      size++;
      count(size - 1, 1);
    }
  }

  /** Counts the event at a place, or no longer. */
  private void count(int place, int by) {
    kinds.merge(roles(place), by, (one, other) -> one + other == 0 ? null : one + other);
    boolean before = place > 0 && time(place - 1) == time(place);
    boolean after = place + 1 < size && time(place + 1) == time(place);
    boolean across = place > 0 && place + 1 < size && time(place - 1) == time(place + 1);
    ties += by * ((before ? 1 : 0) + (after ? 1 : 0) - (across ? 1 : 0));
  }

  /** Whether any two events are of one instant. */
  boolean hasTies() {
    return ties > 0;
  }

  /** Which roles there are events with, all roles of an event together. */
  Set<Long> kinds() {
    return kinds.keySet();
  }

  /** Where the event with this key is. */
  public OptionalInt indexOf(EventKey key) {
    int at = search(key);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }

  /** The first place whose event is not earlier than a time. */
  public int from(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first place whose event is later than a time. */
  public int after(long time) {
    return time == Long.MAX_VALUE ? size : from(time + 1);
  }

  /** The first place from one on whose event has any of these roles, or the size. */
  public int next(long roles, int from) {
    return blocksFrom(from, (block, at, end) -> block.firstWith(roles, at, end));
  }

  /** The last place before one whose event has any of these roles, or -1. */
  public int previous(long roles, int before) {
    int slot = start + Math.min(before, size) - 1;
    while (slot >= start) {
      int block = slot >> Block.BITS;
      int first = block == 0 ? start : 0;
      int found = blocks.get(block).lastWith(roles, first, slot & Block.LAST);
      if (found >= 0) {
        return (block << Block.BITS) + found - start;
      }
      slot = (block << Block.BITS) - 1;
    }
    return -1;
  }

  /**
   * Remembers how the event at a place was decided.
   *
   * @param helped the earliest time at which another event could help it to complete, or change the
   *     chain by which it does
   * @param hurt the earliest time at which another event could refute it
   */
  public void decided(int index, long helped, long hurt) {
    int slot = start + index;
    blocks.get(slot >> Block.BITS).decided(slot & Block.LAST, helped, hurt);
  }

  /**
   * Leaves it to what is remembered of another event how the event at a place was decided, if that
   * one is touched as early.
   */
  public void cover(int index, long helped, long hurt) {
    Entry entry = entry(index);
    if (entry.helped >= helped && entry.hurt >= hurt) {
      entry.helped = Long.MAX_VALUE;
      entry.hurt = Long.MAX_VALUE;
      entry.covered = true;
    }
  }

  /** Remembers how the event at a place was decided, if that was left to another. */
  public void uncover(int index, long helped, long hurt) {
    if (entry(index).covered) {
      decided(index, helped, hurt);
    }
  }

  /** The earliest time at which another event could help the event at a place. */
  public long helped(int index) {
    return entry(index).helped;
  }

  /** The first place from one on whose event one at a time can help, or the size. */
  public int nextHelped(long time, int from) {
    return nextHelped(Long.MIN_VALUE, time, from);
  }

  /** The same, of those that were decided only such as no event before {@code since} can help. */
  int nextHelped(long since, long time, int from) {
    return blocksFrom(from, (block, at, end) -> block.firstHelped(since, time, at, end));
  }

  /** The first place from one on whose event one at a time can refute, or the size. */
  public int nextHurt(long time, int from) {
    return blocksFrom(from, (block, at, end) -> block.firstHurt(time, at, end));
  }

  private int blocksFrom(int from, Search search) {
    int slot = start + from;
    int end = start + size;
    while (slot < end) {
      int block = slot >> Block.BITS;
      int begin = block << Block.BITS;
      int found =
          search.in(blocks.get(block), slot & Block.LAST, Math.min(Block.SIZE, end - begin));
      if (found >= 0) {
        return begin + found - start;
      }
      slot = begin + Block.SIZE;
    }
    return size;
  }

  /** What is found by other means than times and roles. */
  Indexes indexes() {
    return indexes;
  }

  /** What searches may still cost. */
  Effort effort() {
    return effort;
  }

  private int search(EventKey key) {
    if (size > 0 && key(size - 1).compareTo(key) < 0) {
      return ~size;
    }
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = key(middle).compareTo(key);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  /** Looks through slots of a block and says the first that is sought, or -1. */
  private interface Search {
    int in(Block block, int from, int end);
  }

  /** An event with what is asked of it most often. */
  static final class Entry {
    final TimelineEvent event;
    final EventKey key;
    final long time;
    final long roles;
    long helped;
    long hurt;
    boolean covered;

    Entry(TimelineEvent event, boolean touchable) {
      this.event = event;
      key = event.key();
      time = key.eventTime();
      roles = event.roles();
      helped = touchable ? Long.MIN_VALUE : Long.MAX_VALUE;
      hurt = helped;
    }
  }
}
