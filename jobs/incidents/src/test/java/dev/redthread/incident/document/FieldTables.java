package dev.redthread.incident.document;

/** The tables of fields in {@code docs/incidents.md}. */
final class FieldTables {

  private FieldTables() {}

  static String markdown() {
    StringBuilder text = new StringBuilder();
    for (DocumentIndex index : DocumentIndex.values()) {
      text.append("\n### `").append(index.index()).append("`\n\n");
      text.append(index.meaning()).append("\n\n| field | type | meaning |\n|---|---|---|\n");
      for (DocumentField field : index.fields()) {
        text.append("| `").append(field.path()).append("` | ").append(type(field.type()));
        text.append(" | ").append(field.meaning().replace("|", "\\|")).append(" |\n");
      }
    }
    return text.append('\n').toString();
  }

  private static String type(FieldType type) {
    return switch (type) {
      case KEPT -> "text, not indexed";
      case KEPT_OBJECT -> "object, not indexed";
      case KEYWORD, TEXT, DATE, LONG, FLOAT, BOOLEAN, IP -> type.mapping();
    };
  }
}
