package dev.redthread.pattern.diagnostic;

/** The kinds of problems, by names that stay: scripts and suppressions may rely on them. */
public enum Code {
  UNREADABLE_FILE("unreadable-file"),
  NO_PATTERNS("no-patterns"),
  NOT_UTF8("not-utf8"),
  YAML_SYNTAX("yaml-syntax"),
  YAML_LIMIT("yaml-limit"),
  DUPLICATE_KEY("duplicate-key"),
  UNKNOWN_KEY("unknown-key"),
  MISSING_KEY("missing-key"),
  UNKNOWN_KIND("unknown-kind"),
  WRONG_TYPE("wrong-type"),
  BAD_VALUE("bad-value"),
  BAD_DURATION("bad-duration"),
  NOT_YET("not-yet"),
  UNKNOWN_LEVEL("unknown-level"),
  BAD_TAG("bad-tag"),
  MISSING_ID("missing-id"),
  DUPLICATE_NAME("duplicate-name"),
  UNKNOWN_PLACEHOLDER("unknown-placeholder"),
  UNKNOWN_MODIFIER("unknown-modifier"),
  BAD_MODIFIER("bad-modifier"),
  BAD_REGEX("bad-regex"),
  BAD_NETWORK("bad-network"),
  SIGMA_1("sigma-1"),
  BAD_CONDITION("bad-condition"),
  UNKNOWN_SELECTION("unknown-selection"),
  UNUSED_SELECTION("unused-selection"),
  UNKNOWN_RULE("unknown-rule"),
  WRONG_REFERENCE("wrong-reference"),
  UNKNOWN_ACTIVITY("unknown-activity"),
  NO_SOURCE("no-source"),
  UNMAPPED_FIELD("unmapped-field"),
  CONTRADICTORY_TIMES("contradictory-times"),
  NO_MANDATORY_STEP("no-mandatory-step"),
  ABSENCE_AT_END("absence-at-end"),
  NO_ABSENCE("no-absence"),
  ALIAS_CONFLICT("alias-conflict"),
  TOO_MANY_RULES("too-many-rules"),
  CYCLE("cycle"),
  TOO_DEEP("too-deep"),
  NO_SUCH_GROUP_FIELD("no-such-group-field"),
  WHERE_SYNTAX("where-syntax"),
  WHERE_STEP("where-step"),
  WHERE_TYPE("where-type"),
  WHERE_LIMIT("where-limit");

  private final String id;

  Code(String id) {
    this.id = id;
  }

  /** The name shown to people and written to JSON. */
  public String id() {
    return id;
  }
}
