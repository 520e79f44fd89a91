package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Holds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shapes of the counting kinds. */
final class WindowGenerator {
  private static final int LONGEST = 12;

  private final Dice dice;
  private final int ruleCount;

  WindowGenerator(Dice dice, int ruleCount) {
    this.dice = dice;
    this.ruleCount = ruleCount;
  }

  Shape shape() {
    return switch (dice.between(1, 10)) {
      case 1, 2, 3 -> Shape.Window.ofEvents(timespan(), dice.between(1, 4));
      case 4, 5, 6 -> measured();
      case 7, 8 -> temporal();
      default -> {
        int baseline = dice.between(4, 2 * LONGEST);
        yield new Shape.NewValue(
            Cases.UNIT * baseline, Cases.UNIT * dice.between(0, baseline), fields());
      }
    };
  }

  private Shape measured() {
    Measure.Kind kind = dice.pick(List.of(Measure.Kind.values()));
    boolean count = kind == Measure.Kind.EVENTS || kind == Measure.Kind.VALUES;
    Measure measure =
        new Measure(
            kind,
            kind == Measure.Kind.EVENTS ? List.of() : fields(),
            dice.pick(List.of(0, 10, 50, 75, 95, 100)));
    List<Bounds.Bound> bounds = new ArrayList<>();
    if (dice.percent(60)) {
      bounds.add(bound(List.of(Bounds.Relation.GT, Bounds.Relation.GTE), count));
    } else if (dice.percent(50)) {
      bounds.add(bound(List.of(Bounds.Relation.values()), count));
    } else {
      bounds.add(bound(List.of(Bounds.Relation.GT, Bounds.Relation.GTE), count));
      bounds.add(bound(List.of(Bounds.Relation.LT, Bounds.Relation.LTE), count));
    }
    return new Shape.Window(timespan(), measure, new Bounds(bounds));
  }

  private Bounds.Bound bound(List<Bounds.Relation> relations, boolean count) {
    BigDecimal value =
        count
            ? BigDecimal.valueOf(dice.between(1, 4))
            : new BigDecimal(dice.pick(List.of("-3", "0", "1", "1.5", "2", "4", "8")));
    return new Bounds.Bound(dice.pick(relations), value);
  }

  private Shape temporal() {
    List<Shape.Temporal.Named> rules = new ArrayList<>();
    for (int rule = 0; rule < ruleCount; rule++) {
      List<Integer> places =
          dice.percent(85) ? List.of(rule) : List.of(rule, (rule + 1) % ruleCount);
      rules.add(new Shape.Temporal.Named("n" + rule, places.stream().distinct().sorted().toList()));
    }
    Holds holds = dice.percent(35) ? inOrder() : holds(2);
    return new Shape.Temporal(timespan(), rules, holds, dice.percent(30));
  }

  private Holds inOrder() {
    int least = dice.between(1, ruleCount);
    Holds from = new Holds.InOrder(least, ruleCount);
    return dice.percent(60)
        ? from
        : new Holds.Some(
            2,
            List.of(
                from,
                new Holds.Not(
                    new Holds.InOrder(dice.between(least + 1, ruleCount + 1), ruleCount))));
  }

  private Holds holds(int depth) {
    int kind = depth == 2 ? dice.between(2, 9) : dice.between(0, 9);
    if (kind <= 3 || depth == 0) {
      Holds has = new Holds.Has(dice.between(0, ruleCount - 1));
      return dice.percent(25) ? new Holds.Not(has) : has;
    } else if (kind == 4) {
      return new Holds.Not(holds(depth - 1));
    }
    List<Holds> parts = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      parts.add(holds(depth - 1));
    }
    return new Holds.Some(dice.between(1, parts.size()), parts);
  }

  private List<String> fields() {
    return Collections.nCopies(ruleCount, GeneratedEvents.VALUE);
  }

  private long timespan() {
    return Cases.UNIT * dice.between(0, LONGEST);
  }
}
