package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The screen's index says what asking every rule says. */
class ScreenReferenceGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final int EVENTS = 10;

  @Test
  void findsTheCandidatesThatAskingEveryRuleFinds() {
    int candidates = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      RuleGenerator generator = new RuleGenerator(new Dice(seed));
      PatternSet patterns = generator.patterns();
      Screen screen = Screen.compile(patterns);
      for (int i = 0; i < EVENTS; i++) {
        Event event = generator.event();
        List<Found> found = new ArrayList<>();
        screen.match(
            event,
            (pattern, group, roles) ->
                found.add(new Found(pattern.id(), List.copyOf(group), roles)));
        List<Found> expected = asking(patterns, event);
        assertThat(found)
            .as("seed %d, event %s of %s", seed, event, patterns)
            .containsExactlyInAnyOrderElementsOf(expected);
        candidates += expected.size();
      }
    }
    assertThat(candidates).isGreaterThan(CASES);
  }

  private record Found(String pattern, List<String> group, long roles) {}

  private static List<Found> asking(PatternSet patterns, Event event) {
    List<Found> found = new ArrayList<>();
    for (CompiledPattern pattern : patterns.patterns()) {
      Map<List<String>, Long> roles = new TreeMap<>(Comparator.comparing(List::toString));
      for (int place = 0; place < pattern.rules().size(); place++) {
        CompiledRule rule = patterns.rules().get(pattern.rules().get(place));
        if (rule.reads(event.source()) && PlainExpr.holds(rule.condition(), event)) {
          for (List<String> group : groups(pattern, place, event)) {
            roles.merge(group, 1L << place, (one, other) -> one | other);
          }
        }
      }
      roles.forEach((group, bits) -> found.add(new Found(pattern.id(), group, bits)));
    }
    return found;
  }

  /** Every combination of the values of the group's fields, as this rule reads them. */
  private static List<List<String>> groups(CompiledPattern pattern, int place, Event event) {
    if (pattern.shape() instanceof Shape.Single) {
      return List.of(List.of(event.source(), event.id()));
    }
    List<List<String>> groups = List.of(List.of());
    for (int key = 0; key < pattern.groupBy().size(); key++) {
      Value value = event.field(pattern.groupBy().get(key).fieldByRule().get(place));
      List<List<String>> longer = new ArrayList<>();
      for (List<String> group : groups) {
        for (Value each : value == null ? List.<Value>of() : value.each()) {
          if (!(each instanceof Value.Nil)) {
            List<String> more = new ArrayList<>(group);
            more.add(each.text());
            longer.add(more);
          }
        }
      }
      groups = longer;
    }
    return groups.stream().distinct().toList();
  }
}
