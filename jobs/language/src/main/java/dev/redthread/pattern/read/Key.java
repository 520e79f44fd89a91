package dev.redthread.pattern.read;

/**
 * A key of a map in a pattern file.
 *
 * @param name as it is written
 * @param type what its value is
 * @param required whether it must be there
 * @param description for people, in Markdown
 */
public record Key(String name, Type type, boolean required, String description) {
  static final Key GENERATE =
      optional("generate", Type.FLAG, "Whether the rules it names fire alone as well.");
  static final Key GROUP_BY =
      required("group-by", Type.TEXTS, "The fields that say which events belong together.");
  static final Key ALIASES =
      optional("aliases", Type.ALIASES, "Which field stands for such a name in a rule or step.");
  static final Key ABSENCE =
      optional("absence", Type.ABSENCE, "`settled`: raised only when all deadlines have passed.");

  static Key required(String name, Type type, String description) {
    return new Key(name, type, true, description);
  }

  static Key optional(String name, Type type, String description) {
    return new Key(name, type, false, description);
  }

  /** What a value is. */
  public enum Type {
    TEXT,
    /** One text or a list of texts. */
    TEXTS,
    FLAG,
    NUMBER,
    /** A whole number from 0 to 100. */
    PERCENT,
    DURATION,
    TIMES,
    LEVEL,
    STAGE,
    PAGING,
    SUPPRESS,
    ABSENCE,
    CORRELATION_TYPE,
    ANYTHING,
    ALIASES,
    LOGSOURCE,
    DETECTION,
    FILTER,
    CORRELATION,
    CORRELATION_CONDITION,
    SEQUENCE,
    STEPS,
    NEW_VALUE,
    JAVA,
    PLACEHOLDERS,
    RESPONSE
  }
}
