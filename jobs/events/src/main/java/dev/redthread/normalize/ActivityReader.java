package dev.redthread.normalize;

import dev.redthread.event.Activity;
import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened: given by the record itself, else the first rule whose type and conditions fit.
 *
 * <p><i>Thread safety:</i> none.
 */
final class ActivityReader {
  /** Of more or longer types than these hostile records could have any number. */
  private static final int MOST_KNOWN = 2_000;

  private static final int LONGEST_KNOWN = 100;

  private final List<FieldReader> given;
  private final Optional<FieldReader> type;
  private final List<Rule> rules;

  /** By types that records have had, the rules that fit them. */
  private final Map<String, List<Rule>> byType = new HashMap<>();

  /** A rule and the fields that name the person instead of the mapping's. */
  record Rule(ActivityRule spec, Conditions when, List<FieldReader> person) {}

  private ActivityReader(List<FieldReader> given, Optional<FieldReader> type, List<Rule> rules) {
    this.given = given;
    this.type = type;
    this.rules = rules;
  }

  static ActivityReader of(SourceMapping mapping, PathTrie trie) {
    return new ActivityReader(
        mapping.activity().given().stream()
            .map(name -> FieldReader.named(name, mapping, trie))
            .toList(),
        Optional.ofNullable(mapping.activity().type())
            .map(name -> FieldReader.named(name, mapping, trie)),
        mapping.activity().rules().stream()
            .map(
                rule ->
                    new Rule(
                        rule,
                        Conditions.of(rule.when(), mapping, trie),
                        rule.person().stream()
                            .map(name -> FieldReader.named(name, mapping, trie))
                            .toList()))
            .toList());
  }

  /** The activity the record itself names. */
  Optional<Activity> given(Slots slots) {
    for (FieldReader reader : given) {
      Value value = reader.read(slots);
      Optional<Activity> activity =
          value == null ? Optional.empty() : Activity.byId(value.text().strip());
      if (activity.isPresent()) {
        return activity;
      }
    }
    return Optional.empty();
  }

  /** The first rule that fits. */
  Optional<Rule> rule(Slots slots) {
    Value found = type.isEmpty() ? null : type.get().read(slots);
    if (found == null) {
      return first("", slots);
    }
    for (Value each : found.each()) {
      Optional<Rule> rule = first(each.text(), slots);
      if (rule.isPresent()) {
        return rule;
      }
    }
    return Optional.empty();
  }

  /**
   * Why no rule fits: what each rule that has one of the types of the event wants besides, by its
   * line.
   */
  List<String> missed(Slots slots) {
    Value found = type.isEmpty() ? null : type.get().read(slots);
    List<String> missed = new ArrayList<>();
    for (Value each : found == null ? List.of(Value.of("")) : found.each()) {
      for (Rule rule : fitting(each.text())) {
        rule.when()
            .failing(slots)
            .ifPresent(
                condition -> missed.add("line " + rule.spec().line() + " wants " + condition));
      }
    }
    return missed;
  }

  /** The name under which the record itself gives an activity. */
  Optional<String> givenBy(Slots slots) {
    return given.stream()
        .filter(
            reader -> {
              Value value = reader.read(slots);
              return value != null && Activity.byId(value.text().strip()).isPresent();
            })
        .map(FieldReader::name)
        .findFirst();
  }

  /** The vendor's type of the event. */
  Optional<String> type(Slots slots) {
    return type.map(reader -> reader.read(slots)).map(Value::text);
  }

  private Optional<Rule> first(String type, Slots slots) {
    for (Rule rule : fitting(type)) {
      if (rule.when().hold(slots)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private List<Rule> fitting(String type) {
    List<Rule> known = byType.get(type);
    if (known != null) {
      return known;
    }
    List<Rule> fitting = rules.stream().filter(rule -> rule.spec().hasType(type)).toList();
    if (byType.size() < MOST_KNOWN && type.length() <= LONGEST_KNOWN) {
      byType.put(type, fitting);
    }
    return fitting;
  }
}
