package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.compiled.Term.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What late events change where steps compare their events. */
class ComparedStepsTest {

  @Test
  void findsALateBeginningThatAnotherStepOfTheLastGroupIsComparedWith() {
    Watch watch = new Watch(comparing("A > B & C"), DetectorOptions.DEFAULT);
    watch.seeWith("x", "C@4").seeWith("any", "B@5").seeWith("x", "A@1");
    assertThat(watch.news()).containsExactly("OPEN 1: A1 B5 C4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A@1", "B@2", "C@3"})
  void findsWhatAnyStepCompletesThatComesLast(String last) {
    Watch watch = new Watch(comparing("A > B > C"), DetectorOptions.DEFAULT);
    for (String event : List.of("A@1", "B@2", "C@3")) {
      if (!event.equals(last)) {
        watch.seeWith("x", event);
      }
    }
    assertThat(watch.news()).isEmpty();
    watch.seeWith("x", last);
    assertThat(watch.news()).containsExactly("OPEN 1: A1 B2 C3");
  }

  @Test
  void findsWhatBeginsAndGoesOnAtTheInstantOfAnEventThatComesLast() {
    Watch watch = new Watch(comparing("A > B > C"), DetectorOptions.DEFAULT);
    watch.seeWith("x", "A@1").seeWith("x", "C@1").seeWith("any", "B@1");
    assertThat(watch.news()).containsExactly("OPEN 1: A1 B1 C1");
  }

  @Test
  void findsALongestChain() {
    Watch watch = new Watch(comparing("A > B > C"), DetectorOptions.DEFAULT);
    watch.seeWith("x", "A@1").seeWith("x", "C@1001").seeWith("any", "B@500");
    assertThat(watch.news()).containsExactly("OPEN 1: A1 B500 C1001");
    watch.seeWith("y", "A@2").seeWith("y", "C@1003").seeWith("any", "B@501");
    assertThat(watch.news()).isEmpty();
  }

  /** The third step has the content of the first. */
  private static Sketch comparing(String line) {
    return Sketch.of(line, 1_000, 0)
        .where(
            new Constraint(
                List.of(Sketch.content("s2"), Sketch.content("s0")),
                new Term.Compare(Comparison.EQUAL, new Term.Field(0), new Term.Field(1))));
  }
}
