package dev.redthread.engine.match;

/** What searches on a timeline have cost, for tests that count it. */
public final class SearchCost {
  private SearchCost() {}

  /** How many searches of the least cost may still be made. */
  public static int left(Timeline timeline) {
    return timeline.effort().searches();
  }
}
