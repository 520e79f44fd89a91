package dev.redthread.normalize;

import dev.redthread.event.Activity;
import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import dev.redthread.normalize.SourceMapping.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  record Rule(ActivityRule spec, List<Test> tests, List<FieldReader> person) {}

  record Test(Condition condition, FieldReader name, List<FieldReader> others) {}

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
                        rule.when().stream()
                            .map(condition -> test(condition, mapping, trie))
                            .toList(),
                        rule.person().stream()
                            .map(name -> FieldReader.named(name, mapping, trie))
                            .toList()))
            .toList());
  }

  static Test test(Condition condition, SourceMapping mapping, PathTrie trie) {
    List<FieldReader> others =
        switch (condition.check()) {
          case SAME_AS, DIFFERS_FROM ->
              condition.operands().stream()
                  .map(name -> FieldReader.named(name, mapping, trie))
                  .toList();
          case IS, CONTAINS, STARTS_WITH, EXISTS -> List.of();
        };
    return new Test(condition, FieldReader.named(condition.name(), mapping, trie), others);
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
        rule.tests().stream()
            .filter(test -> !holds(test, slots))
            .findFirst()
            .ifPresent(
                test -> missed.add("line " + rule.spec().line() + " wants " + test.condition()));
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
      if (holds(rule.tests(), slots)) {
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

  static boolean holds(List<Test> tests, Slots slots) {
    for (Test test : tests) {
      if (!holds(test, slots)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Test test, Slots slots) {
    Value value = test.name().read(slots);
    Condition condition = test.condition();
    boolean holds =
        switch (condition.check()) {
          case IS ->
              any(value, text -> condition.operands().stream().anyMatch(text::equalsIgnoreCase));
          case CONTAINS ->
              any(
                  value,
                  text ->
                      condition.operands().stream()
                          .anyMatch(part -> lower(text).contains(lower(part))));
          case STARTS_WITH ->
              any(
                  value,
                  text ->
                      condition.operands().stream()
                          .anyMatch(part -> lower(text).startsWith(lower(part))));
          case EXISTS -> any(value, text -> true);
          case SAME_AS -> compared(test, value, slots).orElse(false);
          case DIFFERS_FROM -> !compared(test, value, slots).orElse(true);
        };
    return holds != condition.negated();
  }

  /** Whether two names have a value in common, where both have one. */
  private static Optional<Boolean> compared(Test test, @Nullable Value value, Slots slots) {
    for (FieldReader reader : test.others()) {
      Value other = reader.read(slots);
      if (value != null && other != null) {
        return Optional.of(
            any(value, text -> any(other, another -> text.equalsIgnoreCase(another))));
      }
    }
    return Optional.empty();
  }

  private interface TextTest {
    boolean holds(String text);
  }

  private static boolean any(@Nullable Value value, TextTest test) {
    return value != null
        && value.each().stream()
            .anyMatch(each -> !(each instanceof Value.Nil) && test.holds(each.text()));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
