package dev.redthread.engine.match;

import dev.redthread.engine.match.Timeline.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * So many neighbours of a timeline, in a ring, so that all of them move by one place at once.
 *
 * <p><i>Invariants:</i> no event in it has roles that {@code roles} has not, or can be touched from
 * earlier than {@code helped} and {@code hurt} say. They may say too much after events have left; a
 * search that passes the whole block without finding anything makes them exact.
 */
final class Block {
  static final int BITS = 7;
  static final int SIZE = 1 << BITS;
  static final int LAST = SIZE - 1;

  private final @Nullable Entry[] ring = new @Nullable Entry[SIZE];
  private int head;
  private long roles;
  private long helped = Long.MAX_VALUE;
  private long hurt = Long.MAX_VALUE;

  /** The event in a slot that holds one. */
  Entry get(int slot) {
    return Objects.requireNonNull(ring[(head + slot) & LAST]);
  }

  void set(int slot, Entry entry) {
    ring[(head + slot) & LAST] = entry;
    roles |= entry.roles;
    helped = Math.min(helped, entry.helped);
    hurt = Math.min(hurt, entry.hurt);
  }

  void clear(int slot) {
    ring[(head + slot) & LAST] = null;
  }

  /** Moves all by one slot down, or up: what is moved out at one end is then at the other. */
  void turn(int down) {
    head = (head + down) & LAST;
  }

  /** Puts an event in the first slot, and all others one slot up. */
  void pushFirst(Entry entry) {
    turn(-1);
    set(0, entry);
  }

  /** Puts an event in the last slot, and all others one slot down. */
  void pushLast(Entry entry) {
    turn(1);
    set(LAST, entry);
  }

  void decided(int slot, long helpedFrom, long hurtFrom) {
    Entry entry = get(slot);
    entry.helped = helpedFrom;
    entry.hurt = hurtFrom;
    entry.covered = false;
    helped = Math.min(helped, helpedFrom);
    hurt = Math.min(hurt, hurtFrom);
  }

  /** The first slot from one on to before another whose event has any of these roles, or -1. */
  int firstWith(long wanted, int from, int end) {
    if ((roles & wanted) == 0) {
      return -1;
    }
    for (int slot = from; slot < end; slot++) {
      if ((get(slot).roles & wanted) != 0) {
        return slot;
      }
    }
    refresh(from, end);
    return -1;
  }

  /** The last slot from one up to and with another whose event has any of these roles, or -1. */
  int lastWith(long wanted, int from, int last) {
    if ((roles & wanted) == 0) {
      return -1;
    }
    for (int slot = last; slot >= from; slot--) {
      if ((get(slot).roles & wanted) != 0) {
        return slot;
      }
    }
    refresh(from, last + 1);
    return -1;
  }

  /** Of those that were decided only such as can be helped from no time before {@code since}. */
  int firstHelped(long since, long time, int from, int end) {
    if (helped > time) {
      return -1;
    }
    for (int slot = from; slot < end; slot++) {
      long each = get(slot).helped;
      if (each <= time && (each >= since || each == Long.MIN_VALUE)) {
        return slot;
      }
    }
    refresh(from, end);
    return -1;
  }

  int firstHurt(long time, int from, int end) {
    if (hurt > time) {
      return -1;
    }
    for (int slot = from; slot < end; slot++) {
      if (get(slot).hurt <= time) {
        return slot;
      }
    }
    refresh(from, end);
    return -1;
  }

  /** Makes exact what is said of all, when these are all. */
  private void refresh(int from, int end) {
    if (from > 0 || end < SIZE) {
      return;
    }
    roles = 0;
    helped = Long.MAX_VALUE;
    hurt = Long.MAX_VALUE;
    for (int slot = 0; slot < SIZE; slot++) {
      Entry entry = get(slot);
      roles |= entry.roles;
      helped = Math.min(helped, entry.helped);
      hurt = Math.min(hurt, entry.hurt);
    }
  }
}
