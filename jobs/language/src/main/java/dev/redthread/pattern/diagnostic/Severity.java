package dev.redthread.pattern.diagnostic;

/** How much a problem matters. */
public enum Severity {
  /** What the document asks for cannot be honoured; it is left out. */
  ERROR("error"),
  /** The document runs, perhaps not as its author thinks. */
  WARNING("warning");

  private final String id;

  Severity(String id) {
    this.id = id;
  }

  /** The word shown to people and written to JSON. */
  public String id() {
    return id;
  }
}
