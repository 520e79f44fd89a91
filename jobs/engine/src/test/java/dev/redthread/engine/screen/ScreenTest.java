package dev.redthread.engine.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void letsThroughWhatMatchesWithItsGroupAndRoles() {
    Screen screen = screen(List.of("user"), equal("user", "ada", "x"), equal("user", "bob", "y"));
    assertThat(candidates(screen, event(Map.of("user", Value.of("Ada"), "x", Value.of("1")))))
        .containsExactly("p [Ada] 1");
    assertThat(candidates(screen, event(Map.of("user", Value.of("eve"))))).isEmpty();
  }

  @Test
  void comparesFoldedUnlessCased() {
    Expr cased = new Expr.Test("action", new Match.Equal("Export", true));
    Screen screen = screen(List.of("user"), rule(cased, "user"));
    assertThat(candidates(screen, action("Export"))).hasSize(1);
    assertThat(candidates(screen, action("export"))).isEmpty();
  }

  @Test
  void findsNumbersByTheirText() {
    Expr number = new Expr.Test("action", new Match.Equal("3", false));
    Screen screen = screen(List.of("user"), rule(number, "user"));
    Event event = event(Map.of("user", Value.of("ada"), "action", Value.of(new BigDecimal("3.0"))));
    assertThat(candidates(screen, event)).hasSize(1);
  }

  @Test
  void keysOnTheActivity() {
    Expr login = new Expr.Test("activity", new Match.Equal("login.failed", false));
    Screen screen = screen(List.of("user"), rule(login, "user"));
    assertThat(candidates(screen, event(Map.of("user", Value.of("ada"))))).hasSize(1);
  }

  @Test
  void spreadsAnEventOverTheGroupsThatEachRuleReads() {
    Expr any = new Expr.And(List.of());
    Screen screen = screen(List.of("user"), rule(any, "from"), rule(any, "to"));
    Event event =
        event(
            Map.of(
                "from",
                Value.of("ada"),
                "to",
                new Value.Many(List.of(Value.of("ada"), Value.of("bob"), new Value.Nil()))));
    assertThat(candidates(screen, event)).containsExactly("p [ada] 3", "p [bob] 2");
  }

  @Test
  void joinsNothingByAnAbsentOrNullValueAndSaysSo() {
    Screen screen = screen(List.of("user"), rule(new Expr.And(List.of()), "person"));
    assertThat(candidates(screen, event(Map.of()))).isEmpty();
    assertThat(candidates(screen, event(Map.of("person", new Value.Nil())))).isEmpty();
    assertThat(screen.lacks(event(Map.of()), "person")).isTrue();
    assertThat(screen.lacks(event(Map.of()), "device.id")).isFalse();
    assertThat(screen.lacks(event(Map.of("person", Value.of("ada"))), "person")).isFalse();
  }

  @Test
  void asksARuleOnlyOfItsSources() {
    CompiledRule duo =
        new CompiledRule(0, "r", Optional.of(Set.of("duo")), 0, new Expr.And(List.of()));
    Screen screen = Screen.compile(new PatternSet(List.of(duo), List.of(single())));
    assertThat(candidates(screen, event(Map.of()))).isEmpty();
  }

  @Test
  void givesEveryEventOfASingleAGroupOfItsOwn() {
    CompiledRule rule = new CompiledRule(0, "r", Optional.empty(), 0, new Expr.And(List.of()));
    Screen screen = Screen.compile(new PatternSet(List.of(rule), List.of(single())));
    assertThat(candidates(screen, event(Map.of()))).containsExactly("p [okta, 1] 1");
  }

  /** A rule's condition and the field it groups by. */
  private record Ruled(Expr condition, String groupField) {}

  private static Ruled rule(Expr condition, String groupField) {
    return new Ruled(condition, groupField);
  }

  private static Ruled equal(String field, String text, String unused) {
    Expr test = new Expr.Test(field, new Match.Equal(text, false));
    Expr never = new Expr.Test(unused, new Match.Regex(Pattern.compile(".")));
    return rule(new Expr.And(List.of(new Expr.Or(List.of(never, test)), test)), field);
  }

  private static Screen screen(List<String> group, Ruled... rules) {
    List<CompiledRule> compiled = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < rules.length; i++) {
      compiled.add(new CompiledRule(i, "r" + i, Optional.empty(), 0, rules[i].condition));
      places.add(i);
      fields.add(rules[i].groupField);
    }
    return Screen.compile(
        new PatternSet(
            compiled,
            List.of(
                pattern(
                    places,
                    List.of(new GroupKey(group.get(0), fields)),
                    Shape.Window.ofEvents(10, 2)))));
  }

  private static CompiledPattern single() {
    return pattern(List.of(0), List.of(), new Shape.Single());
  }

  private static CompiledPattern pattern(List<Integer> rules, List<GroupKey> keys, Shape shape) {
    return new CompiledPattern(
        "p", "P", Level.LOW, List.of(), 20, false, null, rules, keys, shape, 0);
  }

  private static Event action(String action) {
    return event(Map.of("user", Value.of("ada"), "action", Value.of(action)));
  }

  private static Event event(Map<String, Value> fields) {
    return new Event(
        "okta",
        "1",
        1,
        1,
        Activity.LOGIN_FAILED,
        Fields.of(fields),
        new Origin("log", 0, 1),
        false);
  }

  private static List<String> candidates(Screen screen, Event event) {
    List<String> candidates = new ArrayList<>();
    screen.match(
        event, (pattern, group, roles) -> candidates.add(pattern.id() + " " + group + " " + roles));
    return candidates;
  }
}
