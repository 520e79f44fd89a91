package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamedPairsTest {

  private static List<String> read(String text) {
    List<String> pairs = new ArrayList<>();
    NamedPairs.read(text, (name, value) -> pairs.add(name + "->" + value));
    return pairs;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "none",
      value = {
        "{New Device=POSITIVE, New IP=NEGATIVE}; New Device->POSITIVE|New IP->NEGATIVE",
        "{reasons=Far place, New device, level=HIGH}; reasons->Far place, New device|level->HIGH",
        "  level = LOW ; level->LOW",
        "{a=1=2, b=3}; a->1=2|b->3",
        "{a==,b=}; a->=|b->",
        "{lost, a=1,}; a->1,",
        "{=1, =2}; ->1|->2",
        "{a={b=1, c=2}; a->{b=1|c->2",
        "{}; none",
        "nothing; none",
        "{,,,}; none",
        "}={; }->{",
      })
  void readsNamesAndValues(String text, String expected) {
    assertThat(String.join("|", read(text))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void takesTimeInProportionToTheText() {
    for (String unit : List.of("=", ",", "a=,", "=,", "a", " ", "{", "=a,b")) {
      String text = unit.repeat(1_000_000 / unit.length());
      assertThat(Duration.ofSeconds(10))
          .as(unit)
          .isGreaterThan(timed(() -> NamedPairs.read(text, (name, value) -> {})));
    }
  }

  private static Duration timed(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - before);
  }
}
