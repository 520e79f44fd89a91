package dev.redthread.engine;

/**
 * Everything kept for one pattern and one group. Flink's keyed state in the job, a heap in tests;
 * whoever calls the {@link Detector} has set the key.
 */
public interface TimelineState {

  /** The timeline: the relevant events, de-duplicated. */
  StateTable<EventKey, TimelineEvent> events();

  /** The ledger: which events complete the pattern, with the chain of each. */
  StateTable<EventKey, Completion> completions();

  /** The ledger: what was published, by id. */
  StateTable<String, Finding> findings();

  /**
   * The latest event that was let go of because the timeline was over its budget; empty on nearly
   * every key. Nothing at or before it is known any more.
   */
  StateCell<EventKey> evicted();

  /**
   * Hears how many events the timeline had when it was taken up and has now that it is laid down.
   */
  default void resized(int before, int after) {}

  /** Under which form of the pattern the rest was decided; empty when there is no rest. */
  StateCell<Decided> decided();

  /**
   * Whether it is certain that nothing is kept of a key where {@link #decided()} is empty. Where it
   * is not, the tables are searched, which costs much more than reading a cell where most keys are
   * new and state is on disk.
   */
  default boolean undecidedIsEmpty() {
    return false;
  }
}
