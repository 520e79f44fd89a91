package dev.redthread.engine.generated;

import com.google.re2j.Pattern;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.DatePart;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Fold;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Event rules of every kind of condition, patterns that use them, and events near to matching. */
final class RuleGenerator {
  private static final List<String> SOURCES = List.of("okta", "duo", "json");
  private static final List<String> NAMES = List.of("a", "b", "c", "activity", "event.dataset");
  private static final List<String> FIELDS = List.of("a", "b", "c");
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "X",
          "xy",
          "XyX",
          "yx",
          "5",
          "5.0",
          "-1",
          "2.5",
          "true",
          "null",
          "é",
          "É",
          "\u0130",
          "i",
          "I",
          "\u0131",
          "login.failed",
          "okta",
          "10.0.0.7",
          "10.0.1.7",
          "192.168.0.1",
          "::ffff:10.0.0.7",
          "a.b",
          "2024-02-29T05:01:00Z",
          "2024-02-29",
          "2023-02-29",
          "new\nline");
  private static final List<String> GLOBS = List.of("x*", "*y*", "?", "x?x", "*", "*.*", "É*");
  private static final List<String> EXPRESSIONS =
      List.of("x", "^x", "y$", "[0-9]+", "^$", "X.X", "a\\.b");

  private final Dice dice;

  RuleGenerator(Dice dice) {
    this.dice = dice;
  }

  PatternSet patterns() {
    List<CompiledRule> rules = new ArrayList<>();
    for (int i = dice.between(1, 8); i > 0; i--) {
      Optional<Set<String>> sources =
          dice.percent(40)
              ? Optional.empty()
              : Optional.of(new HashSet<>(List.of(dice.pick(SOURCES), dice.pick(SOURCES))));
      rules.add(new CompiledRule(rules.size(), "r" + rules.size(), sources, 0, expr(3)));
    }
    List<CompiledPattern> patterns = new ArrayList<>();
    for (int i = dice.between(1, 5); i > 0; i--) {
      patterns.add(pattern("p" + i, rules.size()));
    }
    return new PatternSet(rules, patterns);
  }

  private CompiledPattern pattern(String id, int ruleCount) {
    List<Integer> all = dice.shuffled(IntStream.range(0, ruleCount).boxed().toList());
    boolean single = dice.percent(25);
    List<Integer> rules = all.subList(0, single ? 1 : dice.between(1, Math.min(4, ruleCount)));
    List<GroupKey> groupBy = new ArrayList<>();
    for (int i = single ? 0 : dice.between(1, 2); i > 0; i--) {
      groupBy.add(new GroupKey("k" + i, rules.stream().map(rule -> dice.pick(FIELDS)).toList()));
    }
    Shape shape = single ? new Shape.Single() : Shape.Window.ofEvents(10, 2);
    return new CompiledPattern(
        id, id, Level.LOW, List.of(), 1, false, null, rules, groupBy, shape, 0);
  }

  private Expr expr(int depth) {
    int kind = dice.between(0, depth == 0 ? 4 : 9);
    if (kind == 0 && dice.percent(30)) {
      return new Expr.AnyField(textMatch());
    } else if (kind <= 4) {
      return new Expr.Test(dice.pick(NAMES), match());
    } else if (kind == 9) {
      return new Expr.Not(expr(depth - 1));
    }
    List<Expr> parts = new ArrayList<>();
    for (int i = dice.pick(List.of(0, 1, 2, 2, 3, 3)); i > 0; i--) {
      parts.add(expr(depth - 1));
    }
    return kind <= 6 ? new Expr.And(parts) : new Expr.Or(parts);
  }

  private Match match() {
    return switch (dice.between(0, 10)) {
      case 10 ->
          new Match.PartOfDate(
              dice.pick(List.of(DatePart.values())),
              dice.pick(List.of(Bounds.Relation.values())),
              dice.pick(List.of(1, 2, 5, 9, 29, 2024)));
      case 0 -> new Match.Exists(dice.percent(50));
      case 1 -> new Match.IsNull();
      case 2 -> new Match.EqualsField(dice.pick(NAMES), dice.percent(50));
      case 3 ->
          new Match.Compare(
              dice.pick(List.of(Match.Order.values())),
              new BigDecimal(dice.pick(List.of("5", "2.50", "-1", "9007199254740993"))));
      case 4 -> cidr();
      default -> textMatch();
    };
  }

  private Match cidr() {
    return dice.percent(50)
        ? new Match.Cidr(new byte[] {10, 0, 0, 0}, dice.pick(List.of(8, 23, 24)))
        : new Match.Cidr(new byte[] {(byte) 192, (byte) 168, 0, 1}, 32);
  }

  private Match textMatch() {
    boolean cased = dice.percent(30);
    String raw = dice.pick(TEXTS);
    String text = cased ? raw : Fold.fold(raw);
    return switch (dice.between(0, 8)) {
      case 0 -> new Match.StartsWith(text, cased);
      case 1 -> new Match.EndsWith(text, cased);
      case 2 -> new Match.Contains(text, cased);
      case 3 -> wildcard(cased);
      case 4 -> new Match.Regex(Pattern.compile(dice.pick(EXPRESSIONS)));
      default -> new Match.Equal(text, cased);
    };
  }

  private Match wildcard(boolean cased) {
    String raw = dice.pick(GLOBS);
    String written = cased ? raw : Fold.fold(raw);
    String expression = written.replace(".", "\\.").replace("?", "(?s:.)").replace("*", "(?s:.*)");
    return new Match.Wildcard(Pattern.compile(expression), written, cased);
  }

  Event event() {
    Map<String, Value> fields = new TreeMap<>();
    for (String field : FIELDS) {
      if (dice.percent(75)) {
        fields.put(field, dice.percent(20) ? many() : value());
      }
    }
    Activity activity =
        dice.percent(40) ? null : dice.pick(List.of(Activity.LOGIN_FAILED, Activity.LOGOUT));
    return new Event(
        dice.pick(SOURCES),
        "e" + dice.between(1, 9),
        1,
        1,
        activity,
        Fields.of(fields),
        new Origin("generated", 0, 1),
        false);
  }

  private Value many() {
    List<Value> values = new ArrayList<>();
    for (int i = dice.between(0, 3); i > 0; i--) {
      values.add(value());
    }
    return new Value.Many(values);
  }

  private Value value() {
    return switch (dice.between(0, 9)) {
      case 0 -> new Value.Nil();
      case 1 -> Value.of(dice.pick(List.of(5L, -1L, 9007199254740993L)));
      case 2 -> Value.of(new BigDecimal(dice.pick(List.of("2.5", "2.50", "5.0"))));
      case 3 -> Value.of(dice.percent(50));
      default -> Value.of(dice.pick(TEXTS));
    };
  }
}
