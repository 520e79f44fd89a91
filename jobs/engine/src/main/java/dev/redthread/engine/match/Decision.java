package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import java.util.Optional;

/**
 * Whether an event completes its pattern, by which chain, and how long that holds.
 *
 * @param completion that it completes
 * @param helped the earliest time at which another event that is put on the timeline can make it
 *     complete, or by another chain; the end of time when none can
 * @param hurt the earliest time at which another event can refute it or be attached; the end of
 *     time when none can
 * @param known false where the search for a chain was given up, so that it may complete after all
 */
public record Decision(Optional<Completion> completion, long helped, long hurt, boolean known) {
  static final long NEVER = Long.MAX_VALUE;

  public Decision(Optional<Completion> completion, long helped, long hurt) {
    this(completion, helped, hurt, true);
  }

  /** It does not complete; only what helps can change that. */
  public static Decision none(long helped) {
    return new Decision(Optional.empty(), helped, NEVER);
  }

  /** Whether it completes was not found out. */
  static Decision unknown(long helped) {
    return new Decision(Optional.empty(), helped, NEVER, false);
  }

  /**
   * What an event that is put on a timeline may change of those at its time and later, besides what
   * it completes itself.
   *
   * @param all whether it may change any of them, so that nothing is known
   * @param helpedFrom the place from which on others may complete by it; the size of the timeline
   *     when none
   * @param wakes the latest time at which another event may have a beginning by this one alone: it
   *     came without changing anything, and what was read only from a later time on was decided
   *     without regard to it
   * @param begins the latest time at which a chain with it may begin: what completes by one that
   *     begins later does not change
   * @param roles those that may complete by it have one of these
   * @param hurts whether it may refute or be attached
   * @param beyond from where on it helps fewer
   */
  public record Influence(
      boolean all,
      int helpedFrom,
      long wakes,
      long begins,
      long roles,
      boolean hurts,
      Beyond beyond) {
    static final long ANY_ROLES = -1;
    public static final Influence ANY = new Influence(true, 0, NEVER, NEVER, ANY_ROLES, true);

    public Influence(
        boolean all, int helpedFrom, long wakes, long begins, long roles, boolean hurts) {
      this(all, helpedFrom, wakes, begins, roles, hurts, Beyond.NOTHING);
    }

    Influence upTo(Beyond other) {
      return new Influence(all, helpedFrom, wakes, begins, roles, hurts, other);
    }
  }

  /**
   * Where others of its kind do for an event what it could do itself.
   *
   * @param place from this place on it gives nothing a chain; it may only be taken into chains that
   *     are there
   * @param since and only into those that begin at this time or later
   */
  public record Beyond(int place, long since) {
    public static final Beyond NOTHING = new Beyond(Integer.MAX_VALUE, Long.MIN_VALUE);
  }
}
