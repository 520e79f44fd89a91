package dev.redthread.engine.generated;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.RefSegmented;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.List;

/**
 * A sequence whose key changes, and the log events that arrive.
 *
 * @param text the pattern file
 * @param asked the same for the reference
 */
record SegmentCase(ChainCase chain, String text, RefSegmented asked) {

  SegmentCase with(List<LogArrival> arrivals) {
    return new SegmentCase(chain.with(arrivals), text, asked);
  }

  SegmentCase with(PatternSet patterns) {
    return new SegmentCase(chain.with(patterns), text, asked);
  }

  SegmentCase without(int arrival) {
    return new SegmentCase(chain.without(arrival), text, asked);
  }

  @Override
  public String toString() {
    return text + "\n" + chain;
  }
}
