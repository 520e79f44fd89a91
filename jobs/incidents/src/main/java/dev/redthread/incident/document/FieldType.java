package dev.redthread.incident.document;

/** How Elasticsearch keeps a field. */
public enum FieldType {
  /** An exact text; one that is very long is kept but cannot be searched. */
  KEYWORD("keyword"),
  /** A text to search in by word. */
  TEXT("text"),
  DATE("date"),
  LONG("long"),
  FLOAT("float"),
  BOOLEAN("boolean"),
  /** An address; anything else in its place is kept but cannot be searched. */
  IP("ip"),
  /** Kept as it is, of any length, and not searched. */
  KEPT("keyword"),
  /** An object with names that are data: kept as it is and not searched. */
  KEPT_OBJECT("object");

  private final String mapping;

  FieldType(String mapping) {
    this.mapping = mapping;
  }

  /** The type's name in a mapping. */
  public String mapping() {
    return mapping;
  }
}
