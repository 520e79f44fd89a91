package dev.redthread.pattern.diagnostic;

/**
 * The kinds of problems, by names that stay: scripts and suppressions may rely on them. The table
 * in {@code docs/diagnostics.md} is made from this.
 */
public enum Code {
  UNREADABLE_FILE(
      "unreadable-file", "A file or folder cannot be read.", "Check its path and who may read it."),
  NO_PATTERNS(
      "no-patterns",
      "A folder has no pattern file, or a file no document.",
      "Pattern files end in `.yml` or `.yaml`; the folders `tests` and `campaigns` are not read as patterns."),
  NOT_UTF8("not-utf8", "The file is not UTF-8.", "Save it as UTF-8."),
  YAML_SYNTAX(
      "yaml-syntax",
      "The file is no YAML 1.2, or uses what has no meaning here: tags, merge keys, keys that are no text.",
      "Look at the place shown; mostly an indent, a quote or a `:` in a text without quotes."),
  YAML_LIMIT(
      "yaml-limit",
      "The file is larger, deeper or has more aliases than is read.",
      "Split it into several files."),
  DUPLICATE_KEY(
      "duplicate-key",
      "A key stands twice in one map; YAML would keep one of them.",
      "Write a list, or rename one."),
  UNKNOWN_KEY(
      "unknown-key",
      "No document of that kind has this key.",
      "Correct its spelling; the nearest key is named."),
  MISSING_KEY("missing-key", "Something that is needed is not said.", "Add the key that is named."),
  UNKNOWN_KIND(
      "unknown-kind",
      "The document is of no kind, or of two.",
      "It has exactly one of `detection`, `correlation`, `sequence`, `new_value`, `java`, `filter`, `placeholders`."),
  WRONG_TYPE(
      "wrong-type",
      "A text where a map is needed, a map where a list is needed, and the like.",
      "Write what the message asks for."),
  BAD_VALUE(
      "bad-value",
      "A value that its key, modifier or condition cannot take.",
      "The message says what it takes."),
  BAD_DURATION(
      "bad-duration", "No duration.", "A whole number and one of `s`, `m`, `h`, `d`: `90m`."),
  NOT_YET(
      "not-yet",
      "Part of the language that this version cannot honour. It is refused rather than read as something else.",
      "Write the pattern without it; [authoring](authoring.md#what-is-refused-yet) says of each why, and what to write instead."),
  UNKNOWN_LEVEL(
      "unknown-level",
      "No level of Sigma.",
      "`informational`, `low`, `medium`, `high` or `critical`."),
  BAD_TAG(
      "bad-tag",
      "A tag that is not written as Sigma writes tags.",
      "Lower case, a namespace and a dot: `attack.t1078.004`."),
  MISSING_TAG(
      "missing-tag",
      "What raises findings of level `high` or `critical` names no tactic or technique of ATT&CK, so incidents cannot show one.",
      "Add `tags: [attack.…]`; where none fits, leave the warning."),
  UNKNOWN_TECHNIQUE(
      "unknown-technique",
      "A tag names a tactic or technique that ATT&CK does not have. The list is that of ATT&CK 19; newer ids are not judged.",
      "Look the technique up; the id was mistyped or is withdrawn."),
  MISSING_ID(
      "missing-id",
      "A pattern has no `id`. Its findings are known by its name or title, and begin anew when that changes.",
      "Add an `id` of its own, best a random UUID."),
  DUPLICATE_NAME(
      "duplicate-name",
      "An id, a name or a placeholder is taken by another document.",
      "Give each its own; the other place is named."),
  UNKNOWN_MODIFIER(
      "unknown-modifier",
      "Sigma has no such modifier.",
      "Correct its spelling; the nearest is named."),
  BAD_MODIFIER(
      "bad-modifier",
      "Modifiers that do not go together, or stand in the wrong order.",
      "Sigma reads them from left to right; the message says which does not fit."),
  UNKNOWN_PLACEHOLDER(
      "unknown-placeholder",
      "Nothing says what a placeholder under `expand` stands for, or a percent sign neither begins nor ends one.",
      "Name its values in `config/placeholders.yml`; a percent sign as such is `\\%`."),
  BAD_REGEX(
      "bad-regex",
      "An expression that cannot be matched in linear time, or is no expression.",
      "The message names the part; looking ahead becomes a second selection."),
  EXPENSIVE_REGEX(
      "expensive-regex",
      "An expression that is matched, but costs more than one that says the same, or is very large.",
      "Leave out `.*` at its ends, for it is found anywhere; use `contains`, `startswith` or fewer repetitions."),
  BAD_NETWORK("bad-network", "No network.", "`10.0.0.0/8` or `fc00::/7`."),
  SIGMA_1(
      "sigma-1",
      "Part of Sigma 1 that Sigma 2 has no longer: an aggregation after a pipe, `timeframe`, `action`.",
      "`./redthread convert FILE` writes the Sigma 2 form."),
  BAD_CONDITION(
      "bad-condition",
      "The condition cannot be understood.",
      "`and`, `or`, `not`, `1 of x*`, `all of them`, parentheses; lower case."),
  UNKNOWN_SELECTION(
      "unknown-selection",
      "The condition names a selection that is not there.",
      "Correct its spelling; the nearest is named."),
  UNUSED_SELECTION(
      "unused-selection",
      "A selection that the condition does not use.",
      "Use it, remove it, or begin its name with `_`."),
  NEVER_TRUE(
      "never-true",
      "No event, or no number, can meet the condition: parts of it exclude each other.",
      "Look for a `not` of what is asked elsewhere, or a filter that takes everything away."),
  ALWAYS_TRUE(
      "always-true",
      "Every event of the sources meets the condition.",
      "Ask for something; `x or not x` asks nothing."),
  SHADOWED_FILTER(
      "shadowed-filter",
      "A filter that takes nothing away from the rule: the rule, or another filter, excludes it already.",
      "Remove it, or correct what it selects."),
  UNKNOWN_RULE(
      "unknown-rule",
      "No document has this id or name.",
      "Correct it, or give the file that has it as well."),
  WRONG_REFERENCE(
      "wrong-reference",
      "The document that is named cannot be used here, such as a filter as a step.",
      "Name an event rule or a pattern; filters narrow event rules only."),
  UNKNOWN_ACTIVITY(
      "unknown-activity",
      "No such activity; the vocabulary is closed, and the rule would never match.",
      "Correct its spelling; [sources](sources.md) lists all."),
  NO_SOURCE(
      "no-source",
      "No configured source offers the logsource, so the rule, and each step that needs it, sees no event.",
      "Add a mapping to `config/sources`, or leave it for later."),
  UNMAPPED_FIELD(
      "unmapped-field",
      "No mapping of the sources sets this field; it is looked up in the vendor's record by its path.",
      "Correct its spelling, the nearest is named; or add it to the mapping."),
  UNBOUNDED_KEY(
      "unbounded-key",
      "Events are grouped by what is different in nearly each of them, so nothing is ever joined and every event makes a key.",
      "Group by who or what acts: `person`, `source.ip`."),
  CONTRADICTORY_TIMES(
      "contradictory-times",
      "Durations that exclude each other, or that nothing counts from.",
      "A step's `within` and `span` lie inside `timespan`; a `not` between steps takes none."),
  NO_MANDATORY_STEP(
      "no-mandatory-step",
      "A sequence of optional steps and absences only.",
      "At least one step must be there."),
  UNREACHABLE_STEP(
      "unreachable-step",
      "A step that no event can fill, since the sequence forbids its events where it stands.",
      "Look at the `not` beside it and at `until`."),
  ABSENCE_AT_END(
      "absence-at-end",
      "A `not` before the first or after the last step that does not say how far it reaches.",
      "Add `within`."),
  NO_ABSENCE(
      "no-absence",
      "Something waits for an absence, and there is none.",
      "Remove `absence: settled`, or add a `not`."),
  VACUOUS_ABSENCE(
      "vacuous-absence",
      "What must be absent can never come, since no configured source delivers it: the absence is never decided by anything but silence.",
      "Configure the source, or remove the `not`."),
  ALIAS_CONFLICT(
      "alias-conflict",
      "One rule would be joined on two fields.",
      "Use a copy of the rule under another name for one of the steps."),
  TOO_MANY_RULES(
      "too-many-rules",
      "The pattern uses more than 64 rules, each form for another set of sources counted apart.",
      "Join rules with `or`."),
  CYCLE("cycle", "Patterns that need each other.", "The message names the circle; break it."),
  TOO_DEEP(
      "too-deep",
      "More than four levels of patterns of patterns.",
      "Let an inner one refer to event rules directly."),
  NO_SUCH_GROUP_FIELD(
      "no-such-group-field",
      "Events of an inner pattern, and findings whose pages are suppressed, have the fields that their pattern groups by, and no others.",
      "Group that pattern by the field too, or rename it with `aliases`."),
  NOTHING_TO_SUPPRESS(
      "nothing-to-suppress",
      "Pages are to be suppressed of a pattern that does not page.",
      "Remove `suppress`, or what keeps the pattern from paging."),
  WHERE_SYNTAX(
      "where-syntax",
      "A `where` that is no expression, or uses what cannot be used in one.",
      "[Authoring](authoring.md#comparing-events) lists what can."),
  WHERE_STEP(
      "where-step",
      "A `where` names a step that is not known there.",
      "Write the comparison in the later of the two steps."),
  WHERE_TYPE(
      "where-type",
      "Types that are never equal and have no order are compared.",
      "`string()`, `int()` and `double()` convert."),
  WHERE_LIMIT(
      "where-limit",
      "A `where` that is longer or deeper than is read.",
      "Split it over several steps, or select more in the rules."),
  JAVA_JAR(
      "java-jar",
      "A jar in the folder of Java patterns that cannot be read.",
      "Build it anew, and copy it whole; see [Java patterns](java-patterns.md)."),
  JAVA_CLASS(
      "java-class",
      "The class that a `java` document names is not there, or is no pattern.",
      "The message says what is wrong with it; see [Java patterns](java-patterns.md)."),
  UNTESTED(
      "untested",
      "A pattern without a test in which it finds something, or without one in which it stays quiet; only the command `test` says so.",
      "Write one in `patterns/tests`, under the path of the pattern's file; see [authoring](authoring.md#testing-patterns).");

  private final String id;
  private final String meaning;
  private final String remedy;

  Code(String id, String meaning, String remedy) {
    this.id = id;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The name shown to people and written to JSON. */
  public String id() {
    return id;
  }

  /** What is wrong, in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** What its author can do, in Markdown. */
  public String remedy() {
    return remedy;
  }
}
