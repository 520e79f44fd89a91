package dev.redthread.engine.match;

/**
 * How many comparisons of events the searches for chains on one timeline may still cost.
 *
 * <p>No index bounds every search where steps compare their events by expressions of any kind, or
 * stand in groups in any order. So a key has a store of comparisons, which each event that is put
 * on its timeline fills up by a few. The store is meant never to be empty but under a flood; then
 * searches are given up, and counted. What was found before goes on as long as nothing contradicts
 * it.
 *
 * <p><i>Units:</i> comparisons of two events, or tries of one for a group, of some 150 ns.
 */
final class Effort {
  /** What a single search may cost. */
  static final int MOST = 100_000;

  private static final int STORE = 5_000_000;
  private static final int EARNED_BY_EVENT = 200;

  /** What a search is taken to cost at the least. */
  private static final int LEAST_OF_SEARCH = 10;

  private int left = STORE;

  /** Fills up by what one event allows. */
  void earn() {
    left = Math.min(STORE, left + EARNED_BY_EVENT);
  }

  /** What the next search may cost; 0 when it is to be given up at once. */
  int allowed() {
    return Math.min(MOST, left);
  }

  /** How many searches may begin at the most. */
  int searches() {
    return left / LEAST_OF_SEARCH;
  }

  void spend(int tries) {
    left -= Math.min(left, Math.max(LEAST_OF_SEARCH, tries));
  }
}
