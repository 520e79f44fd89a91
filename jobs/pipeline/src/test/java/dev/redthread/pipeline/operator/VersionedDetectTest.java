package dev.redthread.pipeline.operator;

import static dev.redthread.event.Activity.LOGIN_FAILED;
import static dev.redthread.event.Activity.LOGIN_SUCCEEDED;
import static dev.redthread.event.Activity.PHISH_CLICKED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.FAILURES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.PHISHED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.startedWith;
import static dev.redthread.pipeline.change.PatternTextsOfTests.version;
import static dev.redthread.pipeline.operator.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VersionedDetectTest {
  private static final String LONGER = PHISHED.replace("1h", "2h");
  private static final long SINCE = 200 * MINUTE;

  /**
   * A login without a failure before it. The log may name a device and says whose that is up to 30
   * minutes late, so it settles when links that count, up to an hour after the login, are there.
   */
  private static final String QUIET =
      """
      title: A login without a failure
      id: quiet
      sequence:
        group-by: [person]
        timespan: 1h
        steps: [{not: {rule: fail, within: 1h}}, {login: {rule: login}}]
      """;

  private static ChangingDetect detect(String... texts) throws Exception {
    return new ChangingDetect(startedWith(texts), StateBackend.HEAP);
  }

  @ParameterizedTest
  @EnumSource
  void raisesWhatOnlyKeptEventsMakeWithoutANewOne(StateBackend backend) throws Exception {
    Versions versions = startedWith(RULES, PHISHED, FAILURES);
    try (var detect = new ChangingDetect(versions, backend)) {
      detect
          .arrive(1, "c", 0, PHISH_CLICKED, "ann")
          .arrive(1, "l", 80, LOGIN_SUCCEEDED, "ann")
          .arrive(1, "c2", 0, PHISH_CLICKED, "bob")
          .arrive(1, "l2", 20, LOGIN_SUCCEEDED, "bob")
          .clock(80)
          .pass(2_000);
      assertThat(detect.news()).containsExactly("phished OPEN [c2, l2]");

      detect.change(version(2, SINCE, RULES, LONGER, FAILURES)).pass(100);

      assertThat(detect.findings())
          .allSatisfy(finding -> assertThat(finding.completeSince()).isEqualTo(SINCE));
      assertThat(detect.news())
          .containsExactlyInAnyOrder("phished OPEN [c, l]", "phished OPEN [c2, l2]");

      detect
          .arrive(2, "c3", 300, PHISH_CLICKED, "ann")
          .arrive(2, "l3", 330, LOGIN_SUCCEEDED, "ann");
      assertThat(detect.findings())
          .as("reaches back to 210")
          .extracting(Finding::completeSince)
          .containsOnlyNulls();
      detect.clock(Long.MAX_VALUE);
      assertThat(detect.states()).isEmpty();
      assertThat(detect.timers()).isZero();
    }
  }

  @Test
  void keepsWhatThereIsWhenAStepIsAdded() throws Exception {
    try (var detect = detect(RULES, PHISHED)) {
      detect.arrive(1, "c", 0, PHISH_CLICKED, "ann").arrive(1, "l", 10, LOGIN_SUCCEEDED, "ann");
      assertThat(detect.news()).containsExactly("phished OPEN [c, l]");
      detect
          .change(
              version(
                  2,
                  SINCE,
                  RULES,
                  PHISHED.replace("{rule: login}}", "{rule: login}}, {fail: {rule: fail}}")))
          .pass(2_000);
      assertThat(detect.news()).containsExactly("phished WITHDRAWN [c, l]");

      detect.arrive(2, "f", 20, LOGIN_FAILED, "ann");
      assertThat(detect.news()).containsExactly("phished OPEN [c, l, f]");
    }
  }

  @Test
  void waitsWhereTheNewFormDoesWhateverTheOneBeforeSaid() throws Exception {
    String settled = QUIET + "  absence: settled\n";
    try (var detect = detect(RULES, QUIET)) {
      detect.arrive(1, "l", 10, LOGIN_SUCCEEDED, "ann").clock(11).pass(2_000);
      assertThat(detect.news()).containsExactly("quiet OPEN [l]");

      detect.change(version(2, SINCE, RULES, settled)).pass(2_000);
      assertThat(detect.news()).containsExactly("quiet WITHDRAWN [l]");
      detect.clock(99).pass(2_000);
      assertThat(detect.news()).isEmpty();
      detect.clock(100).pass(2_000);
      assertThat(detect.news()).containsExactly("quiet OPEN [l]");
    }
  }

  @Test
  void letsNothingThatHasSettledWaitAgain() throws Exception {
    String settled = QUIET + "  absence: settled\n";
    String longer = settled.replace("within: 1h", "within: 2h");
    try (var detect = detect(RULES, settled)) {
      detect.arrive(1, "l", 10, LOGIN_SUCCEEDED, "ann").clock(100).pass(2_000);
      assertThat(detect.news()).containsExactly("quiet OPEN [l]");

      detect.change(version(2, SINCE, RULES, longer)).pass(2_000);
      detect.restore(startedWith(RULES, longer)).clock(0).change(version(3, SINCE, RULES, settled));
      detect.pass(2_000).clock(101).pass(2_000);
      assertThat(detect.news()).as("from when it is complete").containsExactly("quiet OPEN [l]");
      assertThat(detect.wallClockTimers()).isZero();
    }
  }

  @Test
  void touchesNothingOfAPatternThatIsAsItWas() throws Exception {
    try (var detect = detect(RULES, PHISHED, FAILURES)) {
      detect
          .arrive(1, "f1", 0, LOGIN_FAILED, "ann")
          .arrive(1, "f2", 5, LOGIN_FAILED, "ann")
          .arrive(1, "f3", 5, LOGIN_FAILED, "bob")
          .pass(2_000);
      assertThat(detect.news()).containsExactly("failures OPEN [f1, f2]");
      var before = detect.decided();

      detect.change(version(2, SINCE, FAILURES, "# other files\n", RULES, LONGER));

      assertThat(detect.wallClockTimers()).as("keys to look at").isZero();
      assertThat(detect.pass(1_000).news()).isEmpty();
      assertThat(detect.decided()).isEqualTo(before);
      detect.arrive(1, "f4", 10, LOGIN_FAILED, "bob").arrive(2, "f5", 11, LOGIN_FAILED, "bob");
      assertThat(detect.findings()).extracting(Finding::completeSince).containsOnlyNulls();
      assertThat(detect.pass(2_000).news())
          .containsExactly("failures OPEN [f3, f4]", "failures OPEN [f3, f4, f5]");
    }
  }

  @Test
  void tellsANewPatternWhatCompletedItsSteps() throws Exception {
    String hourly = outer("hourly", "1h");
    String daily = outer("daily", "1d");
    try (var detect = detect(RULES, PHISHED, hourly)) {
      detect
          .arrive(1, "c", 0, PHISH_CLICKED, "ann")
          .arrive(1, "l", 10, LOGIN_SUCCEEDED, "ann")
          .pass(2_000);
      assertThat(detect.saidToOuter()).containsExactly("hourly: pattern:phished");
      detect.news();

      detect.change(version(2, SINCE, RULES, PHISHED, hourly, daily)).pass(2_000);
      assertThat(detect.saidToOuter())
          .containsExactlyInAnyOrder("hourly: pattern:phished", "daily: pattern:phished");
      assertThat(detect.news()).as("the finding is as it was").isEmpty();

      detect.clock(161);
      detect.change(version(3, SINCE, RULES, PHISHED, hourly, outer("daily", "2d"))).pass(2_000);
      assertThat(detect.saidToOuter())
          .as("what the hourly pattern keeps no more is not said to it as something late")
          .containsExactly("daily: pattern:phished");
      detect.change(version(4, SINCE, RULES, PHISHED, hourly)).pass(2_000);
      assertThat(detect.saidToOuter()).isEmpty();
      assertThat(detect.news()).isEmpty();
    }
  }

  /** A pattern that is found with each person who is phished. */
  private static String outer(String id, String timespan) {
    return """
        title: Phished
        id: %s
        correlation:
          type: event_count
          rules: phished
          group-by: [person]
          timespan: %s
          condition: {gte: 1}
        """
        .formatted(id, timespan);
  }

  @Test
  void letsACandidateWaitForItsVersionAndTheClockWithIt() throws Exception {
    var second = version(2, SINCE, RULES, LONGER, FAILURES);
    try (var detect = detect(RULES, PHISHED)) {
      detect.know(second);
      detect.arrive(1, "c", 0, PHISH_CLICKED, "ann");
      detect.arrive(2, "l", 80, LOGIN_SUCCEEDED, "ann");
      detect.arrive(2, "f1", 81, LOGIN_FAILED, "ann").arrive(2, "f2", 82, LOGIN_FAILED, "ann");
      detect.clock(200);
      assertThat(detect.news()).isEmpty();

      detect.change(second);
      assertThat(detect.news()).containsExactly("phished OPEN [c, l]", "failures OPEN [f1, f2]");
    }
  }

  @Test
  void screensAnewWhatWasScreenedForAnotherFormOfItsPattern() throws Exception {
    try (var detect = detect(RULES, PHISHED)) {
      detect.arrive(1, "c", 0, PHISH_CLICKED, "ann");
      String otherWayRound =
          PHISHED.replace(
              "{click: {rule: click}}, {login: {rule: login}}",
              "{login: {rule: login}}, {click: {rule: click}}");
      detect.change(version(2, SINCE, RULES, otherWayRound));

      detect.arrive(1, "l", -10, LOGIN_SUCCEEDED, "ann");
      assertThat(detect.news()).containsExactly("phished OPEN [l, c]");
    }
  }

  @Test
  void dropsWhatAnotherFormOfItsPatternDoesNotWant() throws Exception {
    try (var detect = detect(RULES, PHISHED)) {
      detect.change(version(2, SINCE, RULES, PHISHED.replace("{rule: login}", "{rule: fail}")));
      detect.arrive(1, "c", 0, PHISH_CLICKED, "ann").arrive(1, "l", 10, LOGIN_SUCCEEDED, "ann");
      detect.arrive(2, "f", 20, LOGIN_FAILED, "ann");
      assertThat(detect.news()).containsExactly("phished OPEN [c, f]");
    }
  }

  @Test
  void letsGoOfARemovedPatternAndTakesNothingBack() throws Exception {
    try (var detect = detect(RULES, PHISHED, FAILURES)) {
      detect
          .arrive(1, "c", 0, PHISH_CLICKED, "ann")
          .arrive(1, "l", 10, LOGIN_SUCCEEDED, "ann")
          .arrive(1, "l2", 11, LOGIN_SUCCEEDED, "ann")
          .arrive(1, "c9", 11, PHISH_CLICKED, "bob");
      detect.change(version(2, SINCE, RULES, FAILURES)).pass(100);

      assertThat(detect.news())
          .as("what waited for its second is said")
          .containsExactly("phished OPEN [c, l]", "phished OPEN [c, l, l2]");
      assertThat(detect.decided()).isEmpty();
      assertThat(detect.states()).isEmpty();
      assertThat(detect.timers()).isZero();
      assertThat(detect.arrive(1, "l3", 12, LOGIN_SUCCEEDED, "bob").news()).isEmpty();
    }
  }

  @Test
  void decidesBackWhenAPatternIsChangedBack() throws Exception {
    try (var detect = detect(RULES, PHISHED)) {
      detect
          .arrive(1, "c", 0, PHISH_CLICKED, "ann")
          .arrive(1, "l", 30, LOGIN_SUCCEEDED, "ann")
          .pass(2_000)
          .change(version(2, SINCE, RULES, PHISHED.replace("1h", "10m")))
          .pass(2_000)
          .change(version(3, SINCE + 1, RULES, PHISHED))
          .pass(2_000);
      assertThat(detect.findings())
          .extracting(Finding::status)
          .containsExactly(Finding.Status.OPEN, Finding.Status.WITHDRAWN, Finding.Status.OPEN);
      assertThat(detect.findings())
          .extracting(Finding::completeSince)
          .containsExactly(null, null, SINCE + 1);
    }
  }

  @Test
  void saysAnewWhatIsOnlyCalledOtherwise() throws Exception {
    try (var detect = detect(RULES, PHISHED)) {
      detect
          .arrive(1, "c", 0, PHISH_CLICKED, "ann")
          .arrive(1, "l", 30, LOGIN_SUCCEEDED, "ann")
          .pass(2_000)
          .change(version(2, SINCE, RULES, PHISHED.replace("level: high", "level: low")))
          .pass(2_000);
      assertThat(detect.findings())
          .extracting(finding -> finding.pattern().level().id())
          .containsExactly("high", "low");
      assertThat(detect.findings()).extracting(Finding::completeSince).containsOnlyNulls();
    }
  }

  @Test
  void beginsAnewWithOtherGroupsAndTakesNothingBack() throws Exception {
    try (var detect = detect(RULES, PHISHED)) {
      detect
          .arrive(1, "c", 0, PHISH_CLICKED, "ann")
          .arrive(1, "l", 30, LOGIN_SUCCEEDED, "ann")
          .pass(2_000);
      detect.news();
      detect.change(version(2, SINCE, RULES, PHISHED.replace("person", "source.ip"))).pass(2_000);
      assertThat(detect.decided()).isEmpty();
      detect.arrive(2, "c2", 40, PHISH_CLICKED, "ann").arrive(2, "l2", 41, LOGIN_SUCCEEDED, "ann");
      assertThat(detect.findings()).extracting(Finding::completeSince).containsExactly(SINCE);
      assertThat(detect.news()).containsExactly("phished OPEN [c2, l2]");
    }
  }

  @Test
  void changesAcrossASavepointAsItDoesWithoutOne() throws Exception {
    try (var detect = detect(RULES, PHISHED)) {
      detect
          .arrive(1, "c", 0, PHISH_CLICKED, "ann")
          .arrive(1, "l", 80, LOGIN_SUCCEEDED, "ann")
          .clock(80)
          .pass(2_000);
      detect.change(version(2, SINCE, RULES, LONGER)).restore(startedWith(RULES, PHISHED));
      assertThat(detect.news()).as("the slice had not come yet").isEmpty();
      detect.pass(100);
      assertThat(detect.news()).as("at the clock of then").containsExactly("phished OPEN [c, l]");
      detect.change(version(3, SINCE + 1, RULES, PHISHED)).pass(2_000);
      assertThat(detect.news()).containsExactly("phished WITHDRAWN [c, l]");
    }
  }

  /** As when a job is started again with other files from the state of one that did not change. */
  @ParameterizedTest
  @EnumSource
  void decidesAnewWhatWasKeptUnderOtherPatterns(StateBackend backend) throws Exception {
    Versions before = startedWith(RULES, PHISHED);
    OperatorSubtaskState state;
    try (var fixed =
        new KeyedOneInputStreamOperatorTestHarness<TimelineKey, Candidate, Finding>(
            new KeyedProcessOperator<>(
                new Detect(
                    before.compile(before.base()),
                    new DetectorFactory(),
                    new Documents("redthread"))),
            TimelineKey::of,
            WireTypes.TIMELINE_KEY)) {
      if (backend == StateBackend.ROCKSDB) {
        fixed.setStateBackend(new EmbeddedRocksDBStateBackend(true));
      }
      fixed.setup();
      fixed.open();
      Candidates screen = Candidates.of(before.compile(before.base()), 0);
      for (var event :
          List.of(
              ChangingDetect.event("c", 0, PHISH_CLICKED, "ann"),
              ChangingDetect.event("l", 80, LOGIN_SUCCEEDED, "ann"))) {
        for (Candidate candidate :
            screen.of(event, 0, () -> OriginalBytes.compress(new byte[] {'{', '}'}), false)) {
          fixed.processElement(new StreamRecord<>(candidate));
        }
      }
      assertThat(fixed.extractOutputValues()).isEmpty();
      state = fixed.snapshot(1, 1);
    }
    try (var detect = new ChangingDetect(startedWith(RULES, LONGER), backend, state)) {
      detect.pass(100);
      assertThat(detect.news()).as("the clock is not known yet").isEmpty();
      detect.clock(80).pass(100);
      assertThat(detect.news()).containsExactly("phished OPEN [c, l]");
    }
  }
}
