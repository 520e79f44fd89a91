package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.compiled.Term.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a key on which searches for chains would cost too much. */
class AbandonedSearchTest {

  @Test
  void countsWhatIsGivenUp() {
    Watch watch = flooded("A > B > C");
    watch.seeWith("none", "C@9000/last");
    assertThat(watch.abandoned()).isOne();
  }

  @Test
  void keepsWhatWasFoundWhenTheSearchForABetterChainIsGivenUp() {
    Watch watch = flooded("A > E? > B > C");
    watch.seeWith("late", "E@2/late");
    assertThat(watch.abandoned()).isPositive();
    assertThat(watch.news()).isEmpty();
  }

  @Test
  void withdrawsWhatIsRefutedThoughTheSearchForAnotherChainIsGivenUp() {
    Watch watch = flooded("A > !D > B > C");
    watch.seeWith("late", "D@2/late");
    assertThat(watch.news()).containsExactly("WITHDRAWN 2: a b c");
  }

  @Test
  void withdrawsWhatLostAnEventThoughTheSearchForAnotherChainIsGivenUp() {
    Watch watch = flooded("A > B > C");
    watch.seeWith("x", "-B@3/b");
    assertThat(watch.news()).containsExactly("WITHDRAWN 2: a b c");
  }

  @Test
  void findsAChainOfTheLatestEvents() {
    Watch watch = flooded("A > B > C");
    watch.seeWith("y", "A@9001/a2").seeWith("any", "B@9002/b2").seeWith("y", "C@9003/c2");
    assertThat(watch.news()).containsExactly("OPEN 1: a2 b2 c2");
  }

  /**
   * A finding with many other events of its steps in between, then so many that compare with none
   * of these that all is spent that searches may cost.
   */
  private static Watch flooded(String line) {
    Watch watch = new Watch(comparing(line), DetectorOptions.DEFAULT);
    watch.seeWith("x", "A@1/a").seeWith("any", "B@3/b");
    for (int i = 0; i < 300; i++) {
      watch.seeWith("flood" + i, (i % 2 == 0 ? "A@" : "B@") + (1_000 + i));
    }
    watch.seeWith("x", "C@1500/c");
    assertThat(watch.abandoned()).isZero();
    assertThat(watch.news()).containsExactly("OPEN 1: a b c");
    int abandoned = 0;
    for (int i = 0; i < 1_000 && abandoned < 20; i++) {
      watch.seeWith("none", "C@" + (2_000 + i));
      abandoned += watch.abandoned();
    }
    assertThat(abandoned).isEqualTo(20);
    assertThat(watch.news()).isEmpty();
    return watch;
  }

  /**
   * The last step has the content of the first, or of the one before it; no index knows of that.
   */
  private static Sketch comparing(String line) {
    Sketch sketch = Sketch.of(line, 10_000, 5);
    Shape.Sequence shape = (Shape.Sequence) sketch.set().patterns().get(0).shape();
    List<String> steps = shape.steps().stream().map(Step::name).toList();
    Term either = new Term.Any(List.of(equal(0, 1), equal(0, 2)));
    int last = steps.size() - 1;
    return sketch.where(
        new Constraint(
            List.of(
                Sketch.content(steps.get(last)),
                Sketch.content(steps.get(0)),
                Sketch.content(steps.get(last - 1))),
            either));
  }

  private static Term equal(int one, int other) {
    return new Term.Compare(Comparison.EQUAL, new Term.Field(one), new Term.Field(other));
  }
}
