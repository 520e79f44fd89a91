package dev.redthread.pattern.read;

import static dev.redthread.pattern.read.Key.optional;
import static dev.redthread.pattern.read.Key.required;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The maps that documents are made of, and their keys: what the reader asks for, and what the JSON
 * schema for editors is made from. While tests run, the reader fails where it asks for other keys.
 */
public enum Block {
  EVENT_RULE(
      "an event rule",
      List.of(
          required("logsource", Key.Type.LOGSOURCE, "Which sources are asked."),
          required(
              "detection", Key.Type.DETECTION, "Selections, and the condition that joins them."))),
  CORRELATION_DOCUMENT(
      "a correlation",
      List.of(
          required("correlation", Key.Type.CORRELATION, "Counts or relates events of rules."),
          Key.GENERATE)),
  SEQUENCE_DOCUMENT(
      "a sequence",
      List.of(
          required("sequence", Key.Type.SEQUENCE, "Ordered steps, each an event of a rule."),
          Key.GENERATE)),
  NEW_VALUE_DOCUMENT(
      "a first-seen pattern",
      List.of(
          required("new_value", Key.Type.NEW_VALUE, "A value that the group did not have before."),
          Key.GENERATE)),
  JAVA_DOCUMENT(
      "a Java pattern",
      List.of(
          required("java", Key.Type.JAVA, "A pattern of Flink CEP that a class of a jar has."),
          Key.GENERATE)),
  FILTER_DOCUMENT(
      "a filter",
      List.of(
          optional("logsource", Key.Type.LOGSOURCE, "That of the rules it narrows."),
          required("filter", Key.Type.FILTER, "What the named rules must meet as well."))),
  PLACEHOLDERS_DOCUMENT(
      "a document of placeholders",
      List.of(
          required(
              "placeholders",
              Key.Type.PLACEHOLDERS,
              "The values that %name% stands for, in values with `expand`."))),

  LOGSOURCE(
      "a logsource",
      List.of(
          optional("category", Key.Type.TEXT, "Such as `activity`, which every source offers."),
          optional("product", Key.Type.TEXT, "Such as `okta`."),
          optional("service", Key.Type.TEXT, "Such as `audit`."),
          optional("definition", Key.Type.ANYTHING, "What must be switched on; decides nothing."))),
  CORRELATION(
      "a correlation",
      List.of(
          required("type", Key.Type.CORRELATION_TYPE, "What is counted or related."),
          required("rules", Key.Type.TEXTS, "Rules or patterns, by id or name."),
          Key.GROUP_BY,
          Key.ALIASES,
          required("timespan", Key.Type.DURATION, "How long the sliding window is."),
          optional(
              "condition",
              Key.Type.CORRELATION_CONDITION,
              "How many, or, of temporal rules, a condition whose words are the rules."),
          Key.ABSENCE,
          Key.GENERATE)),
  CONDITION(
      "a condition",
      List.of(
          optional("gt", Key.Type.NUMBER, "More than."),
          optional("gte", Key.Type.NUMBER, "At least."),
          optional("lt", Key.Type.NUMBER, "Less than."),
          optional("lte", Key.Type.NUMBER, "At most."),
          optional("eq", Key.Type.NUMBER, "Exactly."),
          optional("neq", Key.Type.NUMBER, "Anything but."),
          optional("field", Key.Type.TEXTS, "What is measured; of `value_count` also several."),
          optional("percentile", Key.Type.PERCENT, "Which percentile; 50 without it."))),
  SEQUENCE(
      "a sequence",
      List.of(
          Key.GROUP_BY,
          Key.ALIASES,
          required("timespan", Key.Type.DURATION, "How long the whole chain may take."),
          required("steps", Key.Type.STEPS, "In order; each one name and what it asks."),
          optional("until", Key.Type.TEXTS, "Rules of what ends the wait."),
          Key.ABSENCE,
          Key.GENERATE)),
  STEP(
      "a step",
      List.of(
          optional("rule", Key.Type.TEXTS, "The rule or pattern whose event fills the step."),
          optional("rules", Key.Type.TEXTS, "Several, any of which fills it."),
          optional("optional", Key.Type.FLAG, "Never decides; is attached when it fits."),
          optional("risk", Key.Type.PERCENT, "Added when the optional step is there."),
          optional("times", Key.Type.TIMES, "`3`, `3..5` or `3..` events."),
          optional("span", Key.Type.DURATION, "The longest a repetition may take."),
          optional("within", Key.Type.DURATION, "The longest distance from the step before."),
          optional(
              "where", Key.Type.TEXT, "What it must satisfy with earlier steps: `a.ip == b.ip`."),
          optional("group-by", Key.Type.TEXTS, "From here on the chain is joined on these."))),
  NOT(
      "a `not`",
      List.of(
          optional("rule", Key.Type.TEXTS, "The rule or pattern that must not match."),
          optional("rules", Key.Type.TEXTS, "Several, none of which may match."),
          optional("within", Key.Type.DURATION, "How far before or after it reaches."),
          optional(
              "where",
              Key.Type.TEXT,
              "What its event must satisfy with steps to be forbidden: `not.ip == login.ip`."))),
  NEW_VALUE(
      "a new_value",
      List.of(
          required("rules", Key.Type.TEXTS, "Rules or patterns, by id or name."),
          required("field", Key.Type.TEXT, "The field whose value must be new."),
          Key.GROUP_BY,
          Key.ALIASES,
          required("baseline", Key.Type.DURATION, "How far back is looked."),
          required("learning", Key.Type.DURATION, "How long the group must be known."),
          Key.GENERATE)),
  JAVA(
      "a java",
      List.of(
          required("class", Key.Type.TEXT, "The class that has the pattern, by its full name."),
          required("rules", Key.Type.TEXTS, "Rules or patterns whose events it sees."),
          Key.GROUP_BY,
          Key.ALIASES,
          required("timespan", Key.Type.DURATION, "How long a chain may be."),
          optional("fields", Key.Type.TEXTS, "The fields that its conditions read."),
          Key.GENERATE)),
  FILTER(
      "a filter",
      List.of(required("rules", Key.Type.TEXTS, "The event rules it narrows, by id or name."))),
  RESPONSE(
      "the redthread block",
      List.of(
          optional("risk", Key.Type.PERCENT, "0 to 100; else that of the level."),
          optional("runbook", Key.Type.TEXT, "Where a responder reads on."),
          optional("stage", Key.Type.STAGE, "`shadow`: findings are kept and never page."),
          optional("owner", Key.Type.TEXT, "Who looks after it; pages name it."),
          optional(
              "paging",
              Key.Type.PAGING,
              "`severity`: when the severity pages; `always`; `never` by itself."),
          optional(
              "suppress", Key.Type.SUPPRESS, "For how long a finding keeps others from paging."),
          Key.ABSENCE)),
  SUPPRESS(
      "a suppress",
      List.of(
          required("for", Key.Type.DURATION, "How long, from the page on; 30 days at the most."),
          optional(
              "by",
              Key.Type.TEXTS,
              "The fields that must be alike; without it those of `group-by`.")));

  /** The keys that every document has. */
  static final List<Key> HEAD =
      List.of(
          required("title", Key.Type.TEXT, "For people."),
          optional("id", Key.Type.TEXT, "The identity of its findings; best a random UUID."),
          optional("name", Key.Type.TEXT, "What other documents may call it."),
          optional("level", Key.Type.LEVEL, "How serious it is; `medium` without it."),
          optional("tags", Key.Type.TEXTS, "Such as attack.t1078.004."),
          optional("redthread", Key.Type.RESPONSE, "What happens on a finding."));

  /** Keys that Sigma has and that decide nothing. */
  static final List<String> METADATA =
      List.of(
          "status",
          "description",
          "references",
          "author",
          "date",
          "modified",
          "falsepositives",
          "fields",
          "license",
          "related",
          "scope",
          "taxonomy",
          "regression_tests_path",
          "simulation");

  /** The kinds of documents, each with the key that tells it. */
  public static final List<Block> DOCUMENTS =
      List.of(
          EVENT_RULE,
          CORRELATION_DOCUMENT,
          SEQUENCE_DOCUMENT,
          NEW_VALUE_DOCUMENT,
          JAVA_DOCUMENT,
          FILTER_DOCUMENT,
          PLACEHOLDERS_DOCUMENT);

  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // A list that List.of made.
  private final List<Key> keys;

  Block(String what, List<Key> keys) {
    this.what = what;
    this.keys = keys;
  }

  /** Its name in messages. */
  String what() {
    return what;
  }

  /** The key that tells the kind of a document. */
  public String kind() {
    return keys.stream()
        .map(Key::name)
        .filter(name -> !name.equals("logsource"))
        .filter(name -> !name.equals("generate"))
        .findFirst()
        .orElseThrow();
  }

  /** All its keys; of a document also those that every document has. */
  public List<Key> keys() {
    List<Key> all = new ArrayList<>();
    if (DOCUMENTS.contains(this)) {
      all.addAll(HEAD);
      METADATA.forEach(
          name -> all.add(optional(name, Key.Type.ANYTHING, "For people; decides nothing.")));
    }
    all.addAll(keys);
    return all;
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    keys().forEach(key -> names.add(key.name()));
    return names;
  }
}
