package dev.redthread.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.pattern.compiled.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Any order of arrival leads to the same open incidents, and to pages that fit them. */
final class IncidentBookGeneratedTest {

  private static final int CASES = 1500;
  private static final Level[] LEVELS = Level.values();

  @Test
  void openIncidentsDoNotDependOnTheOrderOfArrival() {
    for (long seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<Finding> revisions = revisions(random);
      Desk inOrder = replay(revisions);
      List<Finding> shuffled = new ArrayList<>(revisions);
      shuffled.addAll(revisions.subList(0, random.nextInt(revisions.size())));
      Collections.shuffle(shuffled, random);
      Desk anyOrder = replay(shuffled);

      assertThat(open(anyOrder)).as("seed %d", seed).isEqualTo(open(inOrder));
      assertPagesFit(inOrder, seed);
      assertPagesFit(anyOrder, seed);
      assertEverythingGoes(anyOrder, seed);
    }
  }

  private static Desk replay(List<Finding> revisions) {
    Desk desk = new Desk();
    revisions.forEach(desk::take);
    return desk.clock(Story.NOON + 1).clock(Story.NOON + 120_000);
  }

  private static List<String> open(Desk desk) {
    return desk.open().stream().map(incident -> incident.id() + incident.content()).toList();
  }

  /** As many pages are open as incidents that deserve one, or fewer where they were one before. */
  private static void assertPagesFit(Desk desk, long seed) {
    List<Incident> deserving =
        desk.open().stream()
            .filter(incident -> incident.content().severity().compareTo(Level.HIGH) >= 0)
            .toList();
    Set<String> keys = new HashSet<>(desk.openPages());
    assertThat(keys.size()).as("seed %d", seed).isLessThanOrEqualTo(deserving.size());
    assertThat(keys.isEmpty()).as("seed %d", seed).isEqualTo(deserving.isEmpty());
  }

  private static void assertEverythingGoes(Desk desk, long seed) {
    int steps = 0;
    while (desk.state != null) {
      assertThat(steps++).as("seed %d: %s", seed, desk.state).isLessThan(100);
      desk.clock(desk.wakeUp());
    }
  }

  /** All revisions of a few findings, some of which end withdrawn or merged into another. */
  private static List<Finding> revisions(Random random) {
    List<Finding> revisions = new ArrayList<>();
    int findings = 1 + random.nextInt(6);
    for (int i = 0; i < findings; i++) {
      int count = 1 + random.nextInt(3);
      for (int revision = 1; revision <= count; revision++) {
        revisions.add(revision(random, i, revision));
      }
    }
    return revisions;
  }

  private static Finding revision(Random random, int finding, int revision) {
    int start = random.nextInt(120);
    Story story =
        Story.finding("f" + finding)
            .revision(revision)
            .level(LEVELS[random.nextInt(LEVELS.length)])
            .risk(random.nextInt(40))
            .during(start, start + random.nextInt(10));
    int kind = random.nextInt(10);
    if (kind < 2) {
      return story.withdrawn().build();
    }
    // Never in a circle; into a finding that never comes, sometimes.
    return kind < 4 ? story.mergedInto("f" + (finding + 1)).build() : story.build();
  }
}
