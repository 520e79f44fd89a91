package dev.redthread.incident;

import static dev.redthread.incident.Story.JANE;
import static dev.redthread.incident.Story.finding;
import static dev.redthread.incident.Story.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.event.Activity;
import dev.redthread.incident.Incident.Status;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IncidentBookTest {

  private final Desk desk = new Desk();

  @Test
  void joinsFindingsThatAreCloseAndKeepsDistantOnesApart() {
    desk.take(
        finding("a").during(0, 1),
        finding("b").during(25, 26),
        finding("c").during(50.1, 51).pattern("p-other", "Bulk export", Level.CRITICAL));

    assertThat(desk.open()).hasSize(2);
    assertThat(desk.open())
        .anySatisfy(
            incident -> {
              assertThat(incident.id()).isEqualTo(StableId.of("person", JANE, "a"));
              assertThat(incident.content().findings()).hasSize(2);
              assertThat(incident.content().first()).isEqualTo(hours(0));
              assertThat(incident.content().last()).isEqualTo(hours(26));
              assertThat(incident.content().risk()).isEqualTo(80);
            })
        .anySatisfy(incident -> assertThat(incident.content().title()).isEqualTo("Bulk export"));
  }

  @Test
  void tellsWhatHappenedInOneLine() {
    desk.take(
        finding("a")
            .event("e0", -2, Activity.PHISH_CLICKED)
            .event("e1", 0, Activity.MFA_DENIED, "source.ip", "203.0.113.7")
            .event("e2", 0.1, Activity.MFA_DENIED, "source.ip", "203.0.113.7")
            .event("e3", 0.2, Activity.LOGIN_SUCCEEDED, "source.ip", "203.0.113.7")
            .event("e4", 3, Activity.DATA_EXPORTED, "source.ip", "198.51.100.9")
            .during(-2, 3));

    assertThat(desk.open())
        .singleElement()
        .satisfies(
            incident ->
                assertThat(incident.content().summary())
                    .isEqualTo(
                        JANE
                            + ": Login after denied pushes (phish clicked → mfa denied ×2 from"
                            + " 203.0.113.7 → login succeeded → data exported from"
                            + " 198.51.100.9)"));
  }

  @Test
  void showsAnEventOfTwoFindingsOnceWithBothItsSteps() {
    desk.take(
        finding("a").event("e1", 0, Activity.LOGIN_SUCCEEDED),
        finding("b").event("e0", -1, Activity.PHISH_CLICKED).event("e1", 0, null).during(-1, 0));

    assertThat(desk.open().get(0).content().evidence())
        .extracting(event -> event.key().id() + " " + event.steps())
        .containsExactly("e0 [step1]", "e1 [step2, step1]");
  }

  @Test
  void mergesTheLaterIncidentWhenAFindingBridgesTwo() {
    desk.take(finding("a").during(0, 1), finding("c").during(48, 49));
    assertThat(desk.open()).hasSize(2);

    desk.take(finding("b").during(20, 30));

    String first = StableId.of("person", JANE, "a");
    assertThat(desk.open()).extracting(Incident::id).containsExactly(first);
    assertThat(desk.shown("c"))
        .satisfies(
            merged -> {
              assertThat(merged.status()).isEqualTo(Status.MERGED);
              assertThat(merged.into()).isEqualTo(first);
              assertThat(merged.content().findings()).hasSize(1);
            });
  }

  @Test
  void splitsAgainWhenTheBridgeIsWithdrawn() {
    desk.take(finding("a").during(0, 1), finding("b").during(20, 30), finding("c").during(48, 49));
    assertThat(desk.open()).hasSize(1);

    desk.take(finding("b").revision(2).withdrawn().during(20, 30));

    assertThat(desk.open()).hasSize(2);
    assertThat(desk.actions()).containsExactly("trigger");
  }

  @Test
  void givesAnIncidentTheIdOfAnEarlierFindingThatComesLate() {
    desk.take(finding("b").during(5, 6), finding("a").during(0, 1));

    String now = StableId.of("person", JANE, "a");
    assertThat(desk.open()).extracting(Incident::id).containsExactly(now);
    assertThat(desk.shown("b").into()).isEqualTo(now);
    assertThat(desk.actions()).containsExactly("trigger");
  }

  @Test
  void withdrawsAndReopens() {
    desk.take(finding("a"), finding("a").revision(2).withdrawn());
    assertThat(desk.index.values()).extracting(Incident::status).containsExactly(Status.WITHDRAWN);

    desk.take(finding("a").revision(3));
    assertThat(desk.open()).extracting(Incident::revision).containsExactly(3);
    assertThat(desk.actions()).containsExactly("trigger", "resolve", "trigger");
    assertThat(desk.pages).extracting(IncidentPage::dedupKey).containsOnly(desk.open().get(0).id());
  }

  @Test
  void ignoresRepeatsAndOlderRevisions() {
    desk.take(finding("a").revision(3).withdrawn(), finding("a").revision(2));
    assertThat(desk.open()).isEmpty();

    desk.take(finding("b"), finding("b"));
    assertThat(desk.changed).isEmpty();
  }

  @Test
  void saysNothingWhenARevisionChangesNothingThatIsShown() {
    desk.take(finding("a"), finding("a").revision(2));

    assertThat(desk.changed).isEmpty();
  }

  @Test
  void measuresTheTimeFromTheCompletingEventToTheIncident() {
    desk.take(finding("a").during(0, 1));

    assertThat(desk.open().get(0).latency())
        .isEqualTo(desk.open().get(0).detected() - (hours(1) + 4000));
  }

  @Test
  void pagesFromTheConfiguredSeverityOnAndAgainWhenItRises() {
    desk.take(finding("a").level(Level.MEDIUM));
    assertThat(desk.pages).isEmpty();

    desk.take(finding("b").level(Level.HIGH), finding("c").level(Level.HIGH));
    desk.take(finding("d").level(Level.CRITICAL));

    assertThat(desk.actions()).containsExactly("trigger", "update");
    assertThat(desk.pages).extracting(IncidentPage::dedupKey).doesNotContainNull().hasSize(2);
    assertThat(desk.openPages()).hasSize(1);
  }

  @Test
  void resolvesThePageWhenWhatIsLeftIsNotSevereEnough() {
    desk.take(finding("a").level(Level.HIGH), finding("b").level(Level.LOW));
    desk.take(finding("a").level(Level.HIGH).revision(2).withdrawn());

    assertThat(desk.open()).hasSize(1);
    assertThat(desk.actions()).containsExactly("trigger", "resolve");
  }

  @Test
  void neverPagesForPatternsOnTrial() {
    PatternRef trial = new PatternRef("t", "On trial", Level.CRITICAL, List.of(), true, null);
    desk.take(finding("a").pattern(trial).risk(60));
    assertThat(desk.pages).isEmpty();
    assertThat(desk.open().get(0).content().shadow()).isTrue();

    desk.take(finding("b").level(Level.MEDIUM).risk(10));
    assertThat(desk.pages).isEmpty();
    assertThat(desk.open().get(0).content())
        .satisfies(
            content -> {
              assertThat(content.shadow()).isFalse();
              assertThat(content.severity()).isEqualTo(Level.MEDIUM);
              assertThat(content.risk()).isEqualTo(10);
              assertThat(content.findings()).hasSize(2);
            });
  }

  @Test
  void resolvesTheLaterPageWhenTwoPagedIncidentsMerge() {
    desk.take(finding("a").during(0, 1), finding("c").during(48, 49));
    desk.take(finding("b").during(20, 30));

    assertThat(desk.actions()).containsExactly("trigger", "trigger", "resolve");
    assertThat(desk.openPages()).hasSize(1);
  }

  @Test
  void doesNotPageAgainWhenTheFindingThatWasPagedIsMergedIntoAnother() {
    desk.take(finding("b").during(1, 2));
    desk.take(finding("b").revision(2).mergedInto("a").during(1, 2));
    assertThat(desk.index.values()).extracting(Incident::status).containsExactly(Status.WITHDRAWN);
    assertThat(desk.actions()).containsExactly("trigger");

    desk.take(finding("a").during(0, 2));

    assertThat(desk.actions()).containsExactly("trigger");
    assertThat(desk.shown("b").status()).isEqualTo(Status.MERGED);
    desk.clock(hours(100));
    assertThat(desk.actions()).containsExactly("trigger");
  }

  @Test
  void resolvesThePageWhenTheOtherFindingDoesNotComeInTime() {
    desk.take(finding("b").during(1, 2), finding("b").revision(2).mergedInto("a").during(1, 2));
    assertThat(desk.wakeUp()).isEqualTo(Story.NOON + 60_000);

    desk.clock(desk.wakeUp());

    assertThat(desk.actions()).containsExactly("trigger", "resolve");
  }

  @Test
  void forgetsAnEntityWhenItsIncidentsArePast() {
    desk.take(finding("a").during(0, 1), finding("b").during(100, 101));
    desk.take(finding("w").revision(2).withdrawn().during(0, 0));
    int documents = desk.changed.size();

    long past = hours(1) + Duration.ofDays(31).toMillis();
    desk.clock(past);
    assertThat(desk.keptFindings()).isEqualTo(2);
    assertThat(desk.wakeUp()).isEqualTo(past + 1);
    desk.clock(past + 1);
    assertThat(desk.keptFindings()).isEqualTo(1);
    desk.clock(desk.wakeUp());

    assertThat(desk.state).isNull();
    assertThat(desk.open()).hasSize(2);
    assertThat(documents).isZero();
  }

  @Test
  void forgetsEverythingAtTheEndOfInput() {
    desk.take(finding("b").during(1, 2), finding("b").revision(2).mergedInto("a").during(1, 2));

    assertThat(desk.clock(Long.MAX_VALUE).state).isNull();
    assertThat(desk.openPages()).isEmpty();
  }

  @Test
  void foldsTheOldestFindingsOfAnIncidentWhenThereAreTooMany() {
    IncidentSettings few =
        new IncidentSettings(Duration.ofHours(24), Duration.ofDays(30), Level.HIGH, 3, null);
    Desk small = new Desk(few);
    for (int hour = 0; hour < 10; hour++) {
      small.take(finding("f" + hour).during(hour * 20, hour * 20 + 1).risk(7));
    }

    assertThat(small.open())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.id()).isEqualTo(StableId.of("person", JANE, "f0"));
              assertThat(incident.content().findingCount()).isEqualTo(10);
              assertThat(incident.content().eventCount()).isEqualTo(10);
              assertThat(incident.content().risk()).isEqualTo(70);
              assertThat(incident.content().truncated()).isTrue();
              assertThat(incident.content().findings()).hasSize(3);
            });
    assertThat(small.actions()).containsExactly("trigger");
  }

  @Test
  void letsTheOldestIncidentGoWhenThereAreTooMany() {
    Desk small =
        new Desk(new IncidentSettings(Duration.ZERO, Duration.ofDays(30), Level.HIGH, 3, null));
    for (int hour = 0; hour < 10; hour++) {
      small.take(finding("f" + hour).during(hour, hour));
    }

    assertThat(small.keptFindings()).isEqualTo(3);
    assertThat(small.open()).hasSize(10);
  }

  @Test
  void aPatternThatNeverPagesAddsToWhatOthersPageFor() {
    PatternRef silent =
        new PatternRef("s", "Silent", Level.CRITICAL, List.of(), false, null)
            .answeredBy(new Response("team-a", Paging.NEVER));
    desk.take(finding("a").pattern(silent).during(0, 1));
    assertThat(desk.actions()).isEmpty();
    assertThat(desk.open().get(0).content().severity()).isEqualTo(Level.CRITICAL);

    desk.take(finding("b").level(Level.HIGH).during(1, 2));
    assertThat(desk.actions()).containsExactly("trigger");
    assertThat(desk.pages.get(0).severity()).isEqualTo(Level.HIGH);
    assertThat(desk.pages.get(0).owners()).containsExactly("team-a");

    desk.take(finding("b").revision(2).level(Level.HIGH).withdrawn().during(1, 2));
    assertThat(desk.actions()).containsExactly("trigger", "resolve");
  }

  @Test
  void aPatternThatAlwaysPagesDoesSoWhateverItsLevel() {
    PatternRef canary =
        new PatternRef("c", "Canary", Level.INFORMATIONAL, List.of(), false, null)
            .answeredBy(new Response(null, Paging.ALWAYS));
    desk.take(finding("a").pattern(canary).during(0, 1));
    assertThat(desk.actions()).containsExactly("trigger");

    PatternRef onTrial =
        new PatternRef("t", "On trial", Level.CRITICAL, List.of(), true, null)
            .answeredBy(new Response(null, Paging.ALWAYS));
    desk.take(finding("x").group(new GroupValue("person", "omar")).pattern(onTrial).during(0, 1));
    assertThat(desk.actions()).containsExactly("trigger");
  }

  @Test
  void saysThatItDoesNotPageBecauseAnotherFindingDid() {
    desk.takeSuppressed(finding("a").build(), hours(4));
    assertThat(desk.actions()).isEmpty();
    assertThat(desk.open().get(0).content().suppressedUntil()).isEqualTo(hours(4));
    assertThat(desk.open().get(0).content().severity()).isEqualTo(Level.HIGH);

    desk.take(finding("a").revision(2).risk(50));
    assertThat(desk.open().get(0).content().risk()).isEqualTo(50);
    assertThat(desk.actions()).isEmpty();

    desk.take(finding("b").level(Level.CRITICAL));
    assertThat(desk.actions()).containsExactly("trigger");
    assertThat(desk.open().get(0).content().suppressedUntil()).isNull();
    assertThat(desk.open().get(0).content().findings())
        .extracting(IncidentContent.FindingRef::suppressedUntil)
        .containsExactlyInAnyOrder(hours(4), null);
  }

  @Test
  void saysNothingOfSuppressionWhereItWouldNotHavePagedAnyway() {
    desk.takeSuppressed(finding("a").level(Level.LOW).build(), hours(4));

    assertThat(desk.open().get(0).content().suppressedUntil()).isNull();
  }

  @Test
  void pagesWhenTheSameRevisionComesAgainAndMayPage() {
    desk.takeSuppressed(finding("a").build(), hours(4));
    desk.take(finding("a"));

    assertThat(desk.actions()).containsExactly("trigger");
    assertThat(desk.open().get(0).content().suppressedUntil()).isNull();
    desk.take(finding("a"));
    assertThat(desk.actions()).containsExactly("trigger");
  }

  @Test
  void keepsThePageOfAChainThatBecomesPartOfASuppressedFinding() {
    desk.take(finding("b").during(1, 2));
    desk.takeSuppressed(finding("a").during(0, 2).build(), hours(4));
    desk.take(finding("b").revision(2).mergedInto("a").during(1, 2));

    assertThat(desk.actions()).containsExactly("trigger");
    assertThat(desk.openPages()).hasSize(1);
    assertThat(desk.open().get(0).content().suppressedUntil()).isNull();
  }

  @Test
  void foldsSuppressedFindingsWithoutAPage() {
    Desk small =
        new Desk(
            new IncidentSettings(Duration.ofHours(24), Duration.ofDays(30), Level.HIGH, 3, null));
    for (int hour = 0; hour < 10; hour++) {
      small.takeSuppressed(finding("f" + hour).during(hour, hour).build(), hours(20));
    }

    assertThat(small.actions()).isEmpty();
  }
}
