package dev.redthread.engine.reference;

/**
 * What is measured of a window.
 *
 * @param kind the measure
 * @param percentile for {@link Kind#PERCENTILE}, 0 to 100
 */
public record RefMeasure(Kind kind, int percentile) {

  /** The measures. */
  public enum Kind {
    EVENTS,
    VALUES,
    SUM,
    AVERAGE,
    PERCENTILE
  }

  boolean isCount() {
    return kind == Kind.EVENTS || kind == Kind.VALUES;
  }
}
