package dev.redthread.pattern.compiled;

/** Whether findings of a pattern page. */
public enum Paging {
  /** When their severity is one that pages. */
  SEVERITY("severity"),
  /** Whatever their severity. */
  ALWAYS("always"),
  /** Never; they add to an incident that others page for. */
  NEVER("never");

  private final String id;

  Paging(String id) {
    this.id = id;
  }

  /** The word in pattern files. */
  public String id() {
    return id;
  }
}
