package dev.redthread.engine.detect;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a detector may keep and use.
 *
 * @param budget how many events one key keeps, and completions one finding
 * @param cachedKeys how many keys are kept decoded; 0 reads the state for every event
 * @param cachedEvents how many events the cached keys may have in all
 * @param cepKernel whether Flink CEP decides where it can which events complete a sequence
 * @param progress whether half-finished chains are looked for
 * @param evaluation how much processor time a Java pattern may take over one event
 */
public record DetectorOptions(
    int budget,
    int cachedKeys,
    int cachedEvents,
    boolean cepKernel,
    boolean progress,
    Duration evaluation)
    implements Serializable {

  public static final DetectorOptions DEFAULT =
      new DetectorOptions(10_000, 10_000, 200_000, true, false, Duration.ofMillis(500));

  public DetectorOptions {
    if (budget < 1 || cachedKeys < 0 || cachedEvents < 0) {
      throw new IllegalArgumentException(
          "budget " + budget + ", cached keys " + cachedKeys + ", cached events " + cachedEvents);
    }
  }

  public DetectorOptions withBudget(int events) {
    return new DetectorOptions(events, cachedKeys, cachedEvents, cepKernel, progress, evaluation);
  }

  public DetectorOptions withCache(int keys, int events) {
    return new DetectorOptions(budget, keys, events, cepKernel, progress, evaluation);
  }

  public DetectorOptions withCepKernel(boolean on) {
    return new DetectorOptions(budget, cachedKeys, cachedEvents, on, progress, evaluation);
  }

  public DetectorOptions withProgress(boolean on) {
    return new DetectorOptions(budget, cachedKeys, cachedEvents, cepKernel, on, evaluation);
  }

  public DetectorOptions withEvaluation(Duration time) {
    return new DetectorOptions(budget, cachedKeys, cachedEvents, cepKernel, progress, time);
  }
}
