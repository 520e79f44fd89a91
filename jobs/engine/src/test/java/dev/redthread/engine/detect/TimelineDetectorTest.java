package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineDetectorTest {

  @Test
  void raisesWhileTheCompletingEventIsTakenIn() {
    assertThat(Watch.of("A > B", 10, 0).see("A@1", "B@2").news()).containsExactly("OPEN 1: A1 B2");
  }

  @Test
  void findsTheChainThatOnlyALaterStepAllows() {
    Watch watch = Watch.of("A > B > C within 5", 100, 0);
    assertThat(watch.see("A@1", "B@2", "B@50", "C@54").news())
        .containsExactly("OPEN 1: A1 B50 C54");
  }

  @Test
  void saysNothingWhenNothingChanged() {
    Watch watch = Watch.of("A > B", 10, 0).see("A@1", "B@2");
    watch.news();
    assertThat(watch.see("A@1", "B@2", "C@3", "A@4").news()).isEmpty();
  }

  @Test
  void mergesWhenAnEarlierCompletionComesLate() {
    Watch watch = Watch.of("A > B", 10, 0).see("A@1", "B@5");
    watch.news();
    assertThat(watch.see("B@3").news()).containsExactly("OPEN 1: A1 B3", "MERGED 2: A1 B5");
    String survivor = watch.state().findings().entries().iterator().next().getKey();
    assertThat(survivor).hasSize(32);
  }

  @Test
  void namesTheFindingIntoWhichAnotherWasMerged() {
    Watch watch = Watch.of("A > B", 10, 0).see("A@1", "B@5", "B@3");
    Finding open = watch.published().get(1);
    Finding merged = watch.published().get(2);
    assertThat(merged.into()).isEqualTo(open.id());
  }

  @Test
  void keepsTheIdOfTheEarliestPartInASplit() {
    Watch watch = Watch.of("A > B", 10, 0).see("A@1", "B@3", "B@5");
    watch.news();
    // a later start takes the second completion away from the first
    assertThat(watch.see("A@4").news()).containsExactly("OPEN 3: A1 B3", "OPEN 1: A4 B5");
  }

  @Test
  void withdrawsWhenANegatedEventComesLateAndReopensWhenItIsTakenBack() {
    Watch watch = Watch.of("A > !N > B".replace('N', 'D'), 10, 7).see("A@1", "B@5");
    Finding raised = watch.published().get(0);
    assertThat(raised.settlesAt()).isEqualTo(12);
    watch.news();
    assertThat(watch.see("D@3").news()).containsExactly("WITHDRAWN 2: A1 B5");
    assertThat(watch.see("-D@3").news()).containsExactly("OPEN 3: A1 B5");
  }

  /** What refuted it is forgotten by then; the late event cannot be part of its chain. */
  @Test
  void raisesNothingThatWasRefutedWhenAnEventComesAfterIt() {
    Watch watch = Watch.of("A? > !D within 900 > B > C > A?", 1_600, 900);
    watch.see("D@100", "B@1000", "C@2600").clock(4_300);
    assertThat(watch.state().events().get(new EventKey(100, "okta", "D100"))).isNull();
    assertThat(watch.state().events().get(new EventKey(1000, "okta", "B1000"))).isNotNull();
    assertThat(watch.see("A@3900").news()).isEmpty();
    assertThat(watch.see("-A@3900/A3900").news()).isEmpty();
  }

  @Test
  void keepsAChainWhenAnEventComesAfterItAndWhatRefutedABetterOneIsForgotten() {
    Watch watch = Watch.of("A? > !D within 900 > B > C > A?", 1_600, 900);
    watch.see("B@1000", "D@1100", "B@1900", "C@2600");
    assertThat(watch.news()).containsExactly("OPEN 1: B1000 C2600");
    watch.clock(5_000);
    assertThat(watch.state().events().get(new EventKey(1100, "okta", "D1100"))).isNull();
    assertThat(watch.state().events().get(new EventKey(1900, "okta", "B1900"))).isNotNull();
    assertThat(watch.see("A@4150").news()).isEmpty();
    assertThat(watch.see("-A@4150/A4150").news()).isEmpty();
  }

  /** The steps of what was found are none of the steps of the new form. */
  @Test
  void goesOverToASequenceWhereThereWasNoRoomForAllEvents() {
    Watch watch = new Watch(Sketch.of("A > A", 100, 10), DetectorOptions.DEFAULT.withBudget(10));
    for (int time = 1; time <= 30; time++) {
      watch.see("A@" + time);
    }
    watch.news();
    watch.change(Sketch.of("D? > D? > B x50+ > A > C?", 100, 10));
    assertThat(watch.see("C@31", "C@29/late", "B@25", "A@32").news())
        .as("what was found stands, since what it was found by is gone")
        .noneMatch(news -> news.startsWith("WITHDRAWN"));
    assertThat(watch.clock(1_000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void raisesVersionsAboveTheWallClockAndEachOther() {
    Watch watch = Watch.of("A > B", 10, 0).see("A@1", "B@3", "B@4");
    assertThat(watch.published())
        .extracting(Finding::version)
        .containsExactly(1_000_000L, 1_000_001L);
  }

  @Test
  void letsTheSmallerOfTwoContentsStandWhateverTheirOrder() {
    Watch oneWay = Watch.of("A > B", 10, 0).see("A@1/a", "B@3/b", "B@2/b");
    Watch otherWay = Watch.of("A > B", 10, 0).see("A@1/a", "B@2/b", "B@3/b");
    assertThat(oneWay.state().events().size()).isEqualTo(2);
    Finding one = oneWay.published().get(oneWay.published().size() - 2);
    Finding other = otherWay.published().get(0);
    assertThat(one.id()).isEqualTo(other.id());
  }

  @Test
  void attachesOptionalStepsAndAddsTheirRiskOnce() {
    Watch watch = Watch.of("D? > A > B > C? x2+", 10, 0).see("D@1", "A@2", "B@3", "C@4", "C@5");
    List<Finding> all = watch.published();
    assertThat(all).extracting(Finding::risk).containsExactly(60, 70);
    assertThat(watch.news()).containsExactly("OPEN 1: D1 A2 B3", "OPEN 2: D1 A2 B3 C4 C5");
  }

  @Test
  void countsWindowsThatShareAnEventAsOneFinding() {
    Watch watch = Watch.of("count 2", 5, 0).see("A@1", "A@2", "A@7", "A@20", "A@21");
    assertThat(watch.news()).containsExactly("OPEN 1: A1 A2", "OPEN 2: A1 A2", "OPEN 1: A20 A21");
  }

  @Test
  void makesEveryEventOfASingleAFindingWithoutGroup() {
    Watch watch = Watch.of("single", 0, 0).see("A@1");
    assertThat(watch.published()).singleElement().extracting(Finding::group).isEqualTo(List.of());
  }

  @Test
  void leavesNothingWhenTheClockHasPassedEverything() {
    Watch watch = Watch.of("A > B", 10, 5).see("A@1", "B@3", "A@4");
    assertThat(watch.clock(19)).isGreaterThan(19).isLessThan(Long.MAX_VALUE);
    // both events of the chain stay with the finding, the other has gone
    assertThat(watch.clock(20)).isLessThan(Long.MAX_VALUE);
    assertThat(watch.state().events().size()).isEqualTo(2);
    assertThat(watch.clock(29)).isEqualTo(Long.MAX_VALUE);
    assertThat(watch.state().isEmpty()).isTrue();
  }

  @Test
  void evaluatesAnEventPastItsExpiryOnceAndKeepsNothing() {
    Watch watch = Watch.of("A", 10, 5);
    watch.clock(1_000);
    assertThat(watch.see("A@1").news()).containsExactly("OPEN 1: A1");
    assertThat(watch.state().isEmpty()).isTrue();
  }

  @Test
  void keepsTheLatestEventsUnderItsBudgetAndWithdrawsNothing() {
    Watch watch = new Watch(Sketch.of("A > B", 1000, 0), DetectorOptions.DEFAULT.withBudget(3));
    watch.see("A@1", "B@2");
    watch.news();
    watch.see("C@3", "C@4", "C@5", "C@6");
    assertThat(watch.news()).isEmpty();
    assertThat(watch.state().events().size()).isEqualTo(3);
    watch.see("A@7", "B@8");
    assertThat(watch.published()).singleElement().extracting(Finding::truncated).isEqualTo(true);
    assertThat(watch.state().findings().size()).isEqualTo(2);
  }

  @Test
  void tiesTheCompletionsItLetsGoOfTogether() {
    Watch watch = new Watch(Sketch.of("A > B", 1000, 0), DetectorOptions.DEFAULT.withBudget(4));
    watch.see("A@1", "B@2", "B@3", "B@4");
    IntStream.range(5, 40).forEach(time -> watch.see("B@" + time));
    assertThat(watch.state().completions().size()).isLessThanOrEqualTo(4);
    assertThat(watch.state().findings().size()).isEqualTo(1);
  }

  @Test
  void takesInAgainWhatWasTakenBack() {
    Watch watch = Watch.of("A > B", 1000, 0).see("A@1/a", "B@2", "-A@1/a", "A@1/a");
    assertThat(watch.news()).containsExactly("OPEN 1: a B2", "WITHDRAWN 2: a B2", "OPEN 3: a B2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void knowsACopyByItsIdWhateverTimeItBears(int cachedKeys) {
    Watch watch =
        new Watch(
            Sketch.of("A > B", 1000, 0), DetectorOptions.DEFAULT.withCache(cachedKeys, 1_000_000));
    watch.see("A@5/a", "B@6", "A@3/a", "A@7/a", "B@8");
    assertThat(watch.state().events().size()).isEqualTo(3);
    assertThat(watch.state().events().get(new EventKey(3, "okta", "a"))).isNotNull();
  }

  @Test
  void searchesNothingForAKeyThatIsNew() {
    Watch watch = Watch.of("A > B", 1000, 0).see("A@1");
    assertThat(watch.state().events().size()).isOne();
    assertThat(watch.state().scans()).isZero();
  }

  @Test
  void searchesNothingToTellThatAKeyIsNotStale() {
    Watch watch =
        new Watch(Sketch.of("A > B", 1000, 0), DetectorOptions.DEFAULT.withCache(0, 0))
            .see("A@1", "A@2");
    long scans = watch.state().scans();
    assertThat(watch.isStale()).isFalse();
    assertThat(watch.state().scans() - scans).isZero();
  }

  @Test
  void writesOnceAndReadsNothingThroughForAnEventInOrder() {
    Watch watch = Watch.of("A > B", 1000, 0).see("A@1");
    long writes = watch.state().writes();
    long scans = watch.state().scans();
    watch.see("A@2");
    assertThat(watch.state().writes() - writes).isOne();
    assertThat(watch.state().scans() - scans).isZero();
  }

  @Test
  void holdsBackWhatIsAbsentAfterTheLastStepUntilTheClockReachesItsDeadline() {
    Watch watch = Watch.of("A > B > !C within 5", 10, 7).see("A@1", "B@3");
    assertThat(watch.clock(14)).isEqualTo(15);
    assertThat(watch.news()).isEmpty();
    watch.clock(15);
    assertThat(watch.news()).containsExactly("OPEN 1: A1 B3");
  }

  @Test
  void asksForTheEarliestDeadlineOfAllThatIsHeld() {
    Watch watch = Watch.of("A > B > !C within 5", 10, 7).see("A@1", "B@6", "B@3", "B@9");
    assertThat(watch.clock(0)).isEqualTo(15);
    assertThat(watch.clock(15)).isEqualTo(18);
    assertThat(watch.clock(18)).isEqualTo(21);
    assertThat(watch.news()).containsExactly("OPEN 1: A1 B3", "OPEN 2: A1 B3");
  }

  @Test
  void withdrawsWhatIsRefutedAfterItsDeadline() {
    Watch watch = Watch.of("A > B > !C within 5", 10, 7).see("A@1", "B@3");
    watch.clock(15);
    watch.news();
    assertThat(watch.see("C@8").news()).containsExactly("WITHDRAWN 2: A1 B3");
  }

  @Test
  void raisesNothingWhoseAbsenceBeforeItReachesIntoWhatWasForgotten() {
    Watch watch =
        new Watch(Sketch.of("!C within 5 > A > B", 20, 0), DetectorOptions.DEFAULT.withBudget(3));
    assertThat(watch.see("C@1", "A@4", "D@5", "D@6", "B@7").news()).isEmpty();
    assertThat(watch.see("D@8", "D@9", "A@20", "B@21").news()).containsExactly("OPEN 1: A20 B21");
  }

  @Test
  void holdsNothingWhoseEventsWentForRoom() {
    Watch watch =
        new Watch(Sketch.of("A > B > !C within 5", 20, 0), DetectorOptions.DEFAULT.withBudget(2));
    watch.see("A@1", "B@3", "D@4");
    assertThat(watch.state().completions().entries()).isNotEmpty();
    watch.see("D@5");
    assertThat(watch.state().completions().entries()).isEmpty();
    watch.clock(100);
    assertThat(watch.news()).isEmpty();
  }

  /** One of two at an instant is needed for a later step once the other has its own company. */
  @Test
  void movesTheStartOfARepetitionForAnEventBeforeIt() {
    Watch watch = Watch.of("DA x2 > A & B > C", 100, 0);
    watch.see("D@13/d", "A@13/a", "BA@13/e", "B@16/b", "C@17/c");
    assertThat(watch.news()).containsExactly("OPEN 1: a d e b c");
    watch.see("A@3/z");
    assertThat(watch.news()).containsExactly("OPEN 2: z d a e c");
  }
}
