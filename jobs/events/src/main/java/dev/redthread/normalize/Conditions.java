package dev.redthread.normalize;

import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a rule, all of which must hold, asked of the slots.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Conditions {
  private final List<Test> tests;

  private record Test(Condition condition, FieldReader name, List<FieldReader> others) {}

  private Conditions(List<Test> tests) {
    this.tests = tests;
  }

  static Conditions of(List<Condition> conditions, SourceMapping mapping, PathTrie trie) {
    return new Conditions(
        conditions.stream().map(condition -> test(condition, mapping, trie)).toList());
  }

  private static Test test(Condition condition, SourceMapping mapping, PathTrie trie) {
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

  boolean hold(Slots slots) {
    for (Test test : tests) {
      if (!holds(test, slots)) {
        return false;
      }
    }
    return true;
  }

  /** The first that does not hold. */
  Optional<Condition> failing(Slots slots) {
    return tests.stream().filter(test -> !holds(test, slots)).map(Test::condition).findFirst();
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
