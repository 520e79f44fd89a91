package dev.redthread.engine.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Fold;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index finds what asking every rule of every event finds. */
class ScreenGeneratedTest {
  private static final int CASES = 500;
  private static final List<String> SOURCES = List.of("okta", "duo", "google");
  private static final List<String> NAMES = List.of("a", "b", "event.dataset");
  private static final List<String> TEXTS = List.of("x", "y", "Z", "3", "true", "", "null", "İ");

  @Test
  void agreesWithAskingEveryRuleOfEveryEvent() {
    for (long seed = 1; seed <= CASES; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PatternSet set = patterns(random);
    Screen screen = Screen.compile(set);
    for (int i = 0; i < 30; i++) {
      Event event = event(random);
      Set<String> found = new TreeSet<>();
      screen.match(
          event, (pattern, group, roles) -> found.add(pattern.id() + " " + group + " " + roles));
      assertThat(found).as("seed " + seed + ", " + event).isEqualTo(asked(set, event));
    }
  }

  private static Set<String> asked(PatternSet set, Event event) {
    Set<String> asked = new TreeSet<>();
    Value user = event.field("user");
    for (CompiledPattern pattern : set.patterns()) {
      long roles = 0;
      for (int place = 0; place < pattern.rules().size(); place++) {
        CompiledRule rule = set.rules().get(pattern.rules().get(place));
        if (rule.reads(event.source()) && Evaluate.test(rule.condition(), event)) {
          roles |= 1L << place;
        }
      }
      if (roles != 0 && user != null) {
        asked.add(pattern.id() + " [" + user.text() + "] " + roles);
      }
    }
    return asked;
  }

  private static PatternSet patterns(SplittableRandom random) {
    List<CompiledRule> rules = new ArrayList<>();
    int count = random.nextInt(1, 12);
    for (int i = 0; i < count; i++) {
      Optional<Set<String>> sources =
          random.nextInt(3) == 0 ? Optional.empty() : Optional.of(Set.of(pick(random, SOURCES)));
      rules.add(new CompiledRule(i, "r" + i, sources, 0, expr(random, 3)));
    }
    List<CompiledPattern> patterns = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<Integer> places = new ArrayList<>();
      int used = random.nextInt(1, 4);
      for (int j = 0; j < used; j++) {
        places.add(random.nextInt(count));
      }
      List<Integer> distinct = places.stream().distinct().toList();
      patterns.add(
          new CompiledPattern(
              "p" + i,
              "P",
              Level.LOW,
              List.of(),
              20,
              false,
              null,
              distinct,
              List.of(new GroupKey("user", Collections.nCopies(distinct.size(), "user"))),
              Shape.Window.ofEvents(10, 2),
              0));
    }
    return new PatternSet(rules, patterns);
  }

  private static Expr expr(SplittableRandom random, int depth) {
    int kind = depth == 0 ? 3 : random.nextInt(6);
    if (kind < 2) {
      List<Expr> parts = new ArrayList<>();
      int count = random.nextInt(0, 4);
      for (int i = 0; i < count; i++) {
        parts.add(expr(random, depth - 1));
      }
      return kind == 0 ? new Expr.And(parts) : new Expr.Or(parts);
    }
    if (kind == 2) {
      return new Expr.Not(expr(random, depth - 1));
    }
    return new Expr.Test(pick(random, NAMES), match(random));
  }

  private static Match match(SplittableRandom random) {
    String text = pick(random, TEXTS);
    return switch (random.nextInt(6)) {
      case 0 -> new Match.Equal(text, true);
      case 1 -> new Match.StartsWith("x", false);
      case 2 -> new Match.Exists(random.nextBoolean());
      case 3 -> new Match.IsNull();
      default -> new Match.Equal(Fold.fold(text), false);
    };
  }

  private static Event event(SplittableRandom random) {
    Map<String, Value> fields = new HashMap<>();
    for (String name : List.of("a", "b", "user")) {
      if (random.nextInt(4) > 0) {
        fields.put(name, name.equals("user") ? Value.of(pick(random, TEXTS)) : value(random, 1));
      }
    }
    return new Event(
        pick(random, SOURCES), "1", 1, 1, null, Fields.of(fields), new Origin("log", 0, 1), false);
  }

  private static Value value(SplittableRandom random, int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> Value.of(3);
      case 1 -> Value.of(true);
      case 2 -> new Value.Nil();
      case 3 ->
          depth == 0 ? Value.of("z") : new Value.Many(List.of(value(random, 0), value(random, 0)));
      default -> Value.of(pick(random, TEXTS));
    };
  }

  private static String pick(SplittableRandom random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
