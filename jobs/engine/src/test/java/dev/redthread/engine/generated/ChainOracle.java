package dev.redthread.engine.generated;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import java.util.Map;

/** What a reference says arrival by arrival. */
public interface ChainOracle {

  /** Forgets what arrived, not what is known of sets of events. */
  void restart();

  void arrived(LogArrival arrival);

  /**
   * The findings of all patterns that raise any, after what has arrived so far, by id.
   *
   * @param clock everything received up to then has arrived
   */
  Map<String, Shown> open(long clock);
}
