package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The timelines of {@code docs/semantics.md} with patterns of patterns, each a test under its own
 * name: the reference finds what the page says, and the engine what the reference finds.
 */
class ChainWorkedTimelinesTest {

  @TestFactory
  Stream<DynamicTest> findsWhatThePageSays() {
    return WorkedChain.all().stream()
        .map(chain -> DynamicTest.dynamicTest(chain.name(), () -> check(chain)));
  }

  @Test
  void pageHasATimelineForEachSentence() {
    assertThat(WorkedChain.all())
        .hasSizeGreaterThan(10)
        .extracting(WorkedChain::name)
        .doesNotHaveDuplicates();
  }

  private static void check(WorkedChain chain) {
    ChainCase generated = chain.generated();
    assertSame(generated, Long.MAX_VALUE, chain.expected());
    chain.known().forEach((clock, expected) -> assertSame(generated, clock, expected));
    for (int cachedKeys : new int[] {0, 1_000}) {
      for (boolean kernel : new boolean[] {false, true}) {
        ChainRun.check(
            generated,
            new Setting(cachedKeys, 1_000, kernel, 50),
            1,
            UnaryOperator.identity(),
            new ChainExpected(generated.patterns()));
      }
    }
  }

  private static void assertSame(ChainCase generated, long clock, List<String> wanted) {
    ChainExpected reference = new ChainExpected(generated.patterns());
    generated.arrivals().stream()
        .filter(arrival -> arrival.clock() <= clock)
        .forEach(reference::arrived);
    List<Shown> found = new ArrayList<>(reference.open(clock).values());
    found.sort(Comparator.comparingLong(Shown::last));
    List<String> written = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      written.add(WorkedChain.write(found.get(i), i < wanted.size() ? wanted.get(i) : ""));
    }
    assertThat(written).as("%s at %s", generated, clock).isEqualTo(wanted);
  }
}
