package dev.redthread.pattern.compiled;

/** Sigma's levels, from the least to the most severe. */
public enum Level {
  INFORMATIONAL("informational", 5),
  LOW("low", 20),
  MEDIUM("medium", 40),
  HIGH("high", 70),
  CRITICAL("critical", 90);

  private final String id;
  private final int risk;

  Level(String id, int risk) {
    this.id = id;
    this.risk = risk;
  }

  /** The word used in pattern files and documents. */
  public String id() {
    return id;
  }

  /** The risk, 0 to 100, of a pattern that names none. */
  public int risk() {
    return risk;
  }
}
