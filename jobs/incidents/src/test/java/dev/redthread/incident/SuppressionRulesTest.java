package dev.redthread.incident;

import static dev.redthread.incident.Story.finding;
import static dev.redthread.incident.Story.hours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Finding.Status;
import dev.redthread.incident.SuppressionRules.Outcome;
import dev.redthread.incident.SuppressionRules.Said;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import dev.redthread.pattern.compiled.Suppression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SuppressionRulesTest {
  private static final long PERIOD = Duration.ofHours(4).toMillis();
  private static final PatternRef SPRAY = pattern(List.of("source.ip"));
  private static final int CASES = 3_000;

  private @Nullable Suppressed state;
  private final List<String> said = new ArrayList<>();

  private static PatternRef pattern(List<String> by) {
    return new PatternRef("p", "Spray", Level.HIGH, List.of(), false, null)
        .answeredBy(new Response(null, Paging.SEVERITY, new Suppression(PERIOD, by)));
  }

  private static Story spray(String id) {
    return finding(id).pattern(SPRAY);
  }

  private Suppressed state() {
    return Objects.requireNonNull(state);
  }

  /** What is said of a finding that is heard of at an hour of the received clock. */
  private SuppressionRulesTest at(double hour, Story story) {
    Outcome outcome = SuppressionRules.onFinding(state, story.during(0, 0).build(), hours(hour));
    state = outcome.state();
    for (Said each : outcome.said()) {
      Long until = each.suppressedUntil();
      said.add(
          each.finding().id() + (until == null ? "" : " " + (until - hours(0)) / 3_600_000 + "h"));
    }
    return this;
  }

  @Test
  void keepsFindingsFromPagingUntilTheTimeIsOver() {
    at(0, spray("a")).at(1, spray("b")).at(3.9, spray("c")).at(4, spray("d")).at(5, spray("e"));

    assertThat(said).containsExactly("a", "b 4h", "c 4h", "d", "e 8h");
  }

  @Test
  void decidesOnFirstRevisionsOnly() {
    at(0, spray("a")).at(1, spray("b")).at(2, spray("a").revision(2)).at(2, spray("b").revision(2));
    at(6, spray("a").revision(3)).at(6, spray("b").revision(3)).at(7, spray("c"));

    assertThat(said).containsExactly("a", "b 4h", "a", "b 4h", "a", "b", "c");
  }

  @Test
  void letsTheFirstThatWaitedPageWhenWhatPagedDoesNotHold() {
    at(0, spray("a")).at(1, spray("b")).at(1, spray("c")).at(2, spray("a").revision(2).withdrawn());
    at(5, spray("d"));

    assertThat(said).containsExactly("a", "b 4h", "c 4h", "a", "b", "d 6h");
  }

  @Test
  void letsNoneThatWasWithdrawnTakeItsPlace() {
    at(0, spray("a")).at(1, spray("b")).at(1, spray("b").revision(2).withdrawn());
    at(2, spray("a").revision(2).withdrawn()).at(3, spray("c"));

    assertThat(said).containsExactly("a", "b 4h", "b", "a", "c");
    assertThat(state().told()).isEqualTo("c");
  }

  @Test
  void goesOnWithTheFindingThatItWasMergedInto() {
    at(0, spray("b")).at(1, spray("a")).at(1, spray("b").revision(2).mergedInto("a"));
    at(2, spray("a").revision(2)).at(3, spray("c"));

    assertThat(said).containsExactly("b", "a 4h", "b", "a", "c 4h");
  }

  @Test
  void remembersOnlySoManyThatWait() {
    at(0, spray("a"));
    for (int i = 0; i < 100; i++) {
      at(1, spray("b" + i));
    }

    assertThat(said.subList(1, said.size())).allMatch(each -> each.endsWith(" 4h"));
    assertThat(state().waiting()).hasSize(Suppressed.MOST_WAITING);
  }

  @Test
  void countsFromWhenItsEventsWereReceivedWhereNoClockIsKnown() {
    Finding early = spray("a").event("e", 1, null).build();
    Finding late = spray("b").event("f", 6, null).build();

    Outcome outcome = SuppressionRules.onFinding(null, early, Long.MIN_VALUE);
    Suppressed begun = Objects.requireNonNull(outcome.state());
    assertThat(begun.until()).isEqualTo(hours(5) + 1000);
    assertThat(SuppressionRules.onFinding(begun, late, Long.MIN_VALUE).said())
        .containsExactly(new Said(late, null));
    assertThat(SuppressionRules.onFinding(null, early, Long.MAX_VALUE).state()).isEqualTo(begun);
  }

  @Test
  void tellsFindingsApartByTheFieldsThatAreAsked() {
    GroupValue ann = new GroupValue("person", "ann");
    GroupValue address = new GroupValue("source.ip", "203.0.113.7");

    assertThat(key(SPRAY, ann, address))
        .isEqualTo(key(SPRAY, new GroupValue("person", "omar"), address))
        .isNotEqualTo(key(SPRAY, ann, new GroupValue("source.ip", "203.0.113.8")));
    assertThat(key(pattern(List.of()), ann, address)).isEqualTo("p");
    Story event = finding("a").group().event("e", 0, null, "source.ip", "203.0.113.7");
    assertThat(SuppressionRules.key(event.pattern(SPRAY).build()))
        .contains(key(SPRAY, ann, address));
  }

  private static String key(PatternRef pattern, GroupValue... group) {
    return SuppressionRules.key(finding("x").pattern(pattern).group(group).build()).orElseThrow();
  }

  @Test
  void leavesPatternsAloneThatDoNotPageOrSuppressNothing() {
    PatternRef onTrial =
        new PatternRef("p", "Trial", Level.HIGH, List.of(), true, null)
            .answeredBy(SPRAY.response());

    assertThat(SuppressionRules.key(finding("a").build())).isEmpty();
    assertThat(SuppressionRules.key(finding("a").pattern(onTrial).build())).isEmpty();
  }

  /** What pages lies so far apart, unless what paged before did not hold; and nothing is lost. */
  @Test
  void letsOnePageAtATimeWhateverHappens() {
    for (long seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      Suppressed now = null;
      long clock = hours(0);
      Map<String, Integer> revisions = new HashMap<>();
      Set<String> open = new HashSet<>();
      Map<String, Long> suppressed = new HashMap<>();
      String pages = null;
      long since = 0;
      for (int step = 0; step < 40; step++) {
        clock += random.nextInt((int) PERIOD / 4);
        String id = "f" + random.nextInt(12);
        int revision = revisions.merge(id, 1, Integer::sum);
        boolean withdrawn = revision > 1 && open.contains(id) && random.nextInt(3) == 0;
        Story story = spray(id).revision(revision).during(0, 0);
        Finding arrived = withdrawn ? story.withdrawn().build() : story.build();
        if (revision > 1 && !open.contains(id)) {
          continue;
        }
        Outcome outcome = SuppressionRules.onFinding(now, arrived, clock);
        now = outcome.state();
        if (withdrawn) {
          open.remove(id);
          suppressed.remove(id);
        }
        for (Said each : outcome.said()) {
          String about = each.finding().id();
          Long until = each.suppressedUntil();
          if (until != null) {
            assertThat(until).as("seed %d", seed).isGreaterThan(clock);
            suppressed.put(about, until);
          } else if (each.finding().status() == Status.OPEN
              && (each.finding().revision() == 1 || !about.equals(id))) {
            suppressed.remove(about);
            boolean stands = pages != null && open.contains(pages);
            assertThat(!stands || clock - since >= PERIOD).as("seed %d: %s", seed, about).isTrue();
            pages = about;
            since = clock;
          }
        }
        if (!withdrawn) {
          open.add(id);
        }
        if (pages != null && !open.contains(pages)) {
          long at = clock;
          assertThat(open.stream().map(suppressed::get).noneMatch(u -> u != null && u > at))
              .as("seed %d: one that waited may page now", seed)
              .isTrue();
        }
      }
    }
  }

  @Test
  void forgetsAllWhenTheTimeIsOver() {
    at(0, spray("a")).at(1, spray("b"));

    assertThat(SuppressionRules.onClock(state(), hours(4) - 1)).isEqualTo(state);
    assertThat(SuppressionRules.onClock(state(), hours(4))).isNull();
  }
}
