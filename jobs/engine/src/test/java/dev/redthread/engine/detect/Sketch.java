package dev.redthread.engine.detect;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pattern out of one line: steps joined by {@code >}, or by {@code &} in any order, each one or
 * more letters of rules, {@code !} before a negated and {@code ?} after an optional step, then
 * {@code x2} or {@code x2+}, {@code within 5} and {@code span 9}, at the end of all {@code until}
 * and letters; or {@code count 3}; or of the content {@code values 3}, {@code sum 30}, {@code
 * average 5}, {@code median 5}, or {@code new learning 10}, which has the timespan as its baseline.
 * Rules are A to H.
 */
record Sketch(PatternSet set) {
  static final String ID = "sketch";
  static final String RULES = "ABCDEFGH";
  private static final List<String> CONTENT = Collections.nCopies(RULES.length(), "content");
  private static final Map<String, Measure.Kind> MEASURES =
      Map.of(
          "values",
          Measure.Kind.VALUES,
          "sum",
          Measure.Kind.SUM,
          "average",
          Measure.Kind.AVERAGE,
          "median",
          Measure.Kind.PERCENTILE);

  static Sketch of(String line, long timespan, long delay) {
    return of(ID, line, timespan, delay);
  }

  static Sketch of(String id, String line, long timespan, long delay) {
    List<CompiledRule> rules = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < RULES.length(); i++) {
      String name = RULES.substring(i, i + 1);
      rules.add(new CompiledRule(i, name, Optional.empty(), delay, new Expr.And(List.of())));
      places.add(i);
    }
    Shape shape = shape(line, timespan);
    List<GroupKey> groupBy =
        shape instanceof Shape.Single
            ? List.of()
            : List.of(new GroupKey("person", Collections.nCopies(RULES.length(), "person")));
    CompiledPattern pattern =
        new CompiledPattern(
            id,
            "A sketch",
            Level.HIGH,
            List.of("attack.t1078"),
            50,
            false,
            null,
            places,
            groupBy,
            shape,
            delay);
    return new Sketch(new PatternSet(rules, List.of(pattern)));
  }

  /** The same sequence, in which a step, the first that the constraint reads, asks for it. */
  Sketch where(Constraint constraint) {
    CompiledPattern pattern = set.patterns().get(0);
    Shape.Sequence shape = (Shape.Sequence) pattern.shape();
    List<Step> steps = new ArrayList<>(shape.steps());
    steps.replaceAll(
        step -> {
          boolean asks = step.name().equals(constraint.fields().get(0).step());
          return asks ? step.withWhere(List.of(constraint)) : step;
        });
    CompiledPattern comparing =
        new CompiledPattern(
            pattern.id(),
            pattern.title(),
            pattern.level(),
            pattern.tags(),
            pattern.risk(),
            false,
            null,
            pattern.rules(),
            pattern.groupBy(),
            new Shape.Sequence(shape.timespan(), steps, true, List.of(), false),
            pattern.maxDelay());
    return new Sketch(new PatternSet(set.rules(), List.of(comparing)));
  }

  /** The content of the event of a step. */
  static Constraint.Read content(String step) {
    return new Constraint.Read(step, CONTENT);
  }

  private static Shape shape(String line, long timespan) {
    if (line.equals("single")) {
      return new Shape.Single();
    }
    if (line.startsWith("count ")) {
      return Shape.Window.ofEvents(timespan, Integer.parseInt(line.substring(6)));
    }
    Measure.Kind measured = MEASURES.get(line.split(" ")[0]);
    if (measured != null) {
      return new Shape.Window(
          timespan,
          new Measure(measured, CONTENT, 50),
          Bounds.atLeast(Integer.parseInt(line.split(" ")[1])));
    }
    if (line.startsWith("new learning ")) {
      return new Shape.NewValue(timespan, Long.parseLong(line.substring(13)), CONTENT);
    }
    String[] parts = line.split(" until ");
    List<Step> steps = new ArrayList<>();
    for (String element : parts[0].split(" > ")) {
      Integer group = element.contains(" & ") ? Integer.valueOf(steps.size()) : null;
      for (String text : element.split(" & ")) {
        steps.add(step("s" + steps.size(), text).in(group));
      }
    }
    List<Integer> until = parts.length == 1 ? List.of() : rules(parts[1]);
    return new Shape.Sequence(timespan, steps, true, until, false);
  }

  private static List<Integer> rules(String letters) {
    return letters.chars().filter(c -> RULES.indexOf(c) >= 0).mapToObj(RULES::indexOf).toList();
  }

  private static Step step(String name, String text) {
    Iterator<String> words = Arrays.asList(text.split(" ")).iterator();
    String head = words.next();
    Step.Kind kind =
        head.startsWith("!")
            ? Step.Kind.NOT
            : head.endsWith("?") ? Step.Kind.OPTIONAL : Step.Kind.MANDATORY;
    List<Integer> rules = rules(head);
    int least = 1;
    Integer most = 1;
    Long within = null;
    Long span = null;
    while (words.hasNext()) {
      String word = words.next();
      if (word.startsWith("x")) {
        boolean open = word.endsWith("+");
        least = Integer.parseInt(word.substring(1, word.length() - (open ? 1 : 0)));
        most = open ? null : Integer.valueOf(least);
      } else if (word.equals("within")) {
        within = Long.valueOf(words.next());
      } else {
        span = Long.valueOf(words.next());
      }
    }
    return new Step(name, rules, kind, 10, least, most, within, span);
  }
}
