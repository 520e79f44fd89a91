package dev.redthread.pipeline.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Origin;
import dev.redthread.pipeline.source.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs that are written, rotated by renaming or by copying and truncating, packed and removed,
 * while they are looked at, half read, and read by a process that is restarted: each line is
 * delivered once, and more than once only where an older checkpoint goes on.
 */
final class RotationGeneratedTest {
  private static final int CASES = 400;
  private static final long SEED = 11;

  @TempDir Path folder;

  @Test
  void losesNoLineAndRepeatsHardlyAny() throws IOException {
    int cases = Integer.getInteger("redthread.rotations", CASES);
    int repeated = 0;
    int rotations = 0;
    int doubled = 0;
    for (int i = 0; i < cases; i++) {
      Run run = new Run(Files.createDirectory(folder.resolve("case" + i)), SEED + i);
      run.steps();
      repeated += run.repeated ? 1 : 0;
      rotations += run.rotations;
      doubled += run.doubled ? 1 : 0;
    }
    assertThat(repeated).isBetween(cases / 20, cases * 9 / 10);
    assertThat(rotations).isGreaterThan(cases * 2);
    assertThat(doubled).isLessThanOrEqualTo(cases / 1_000);
  }

  private static final class Run {
    private final Follower log;
    private final Random random;
    private final long seed;
    private final List<String> written = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();
    private final Map<Origin, String> places = new HashMap<>();
    private final List<String> rotated = new ArrayList<>();
    private FeedPlaces older;
    private final List<String> story = new ArrayList<>();
    private String begun = "";
    private boolean repeated;
    private boolean truncated;
    private boolean doubled;
    private int rotations;

    Run(Path folder, long seed) throws IOException {
      this.seed = seed;
      random = new Random(seed);
      log = new Follower(folder, "test.log", "a.log*");
      older = log.checkpoint();
    }

    void steps() throws IOException {
      for (int i = 0; i < 30; i++) {
        step();
      }
      write("a.log", end());
      for (int i = 0; i < 3; i++) {
        log.passes(Rotation.SETTLED_MILLIS);
        take(log.look());
      }
      Set<String> known = new HashSet<>(delivered);
      assertThat(written.stream().filter(line -> !known.contains(line)))
          .as("seed %s: %s", seed, story)
          .isEmpty();
      doubled = !repeated && delivered.size() > known.size();
    }

    private void step() throws IOException {
      int what = random.nextInt(12);
      story.add(what + "@" + written.size() + "/" + delivered.size());
      switch (what) {
        case 0, 1, 2 -> write("a.log", end() + someLines());
        case 3 -> {
          begun = end();
          write("a.log", begun);
          begun = line();
          write("a.log", begun.substring(0, 4));
          begun = begun.substring(4);
        }
        case 4 -> rename();
        case 5 -> copyAndTruncate();
        case 6 -> pack();
        case 7 -> {
          write("a.log", end());
          log.passes(random.nextBoolean() ? Rotation.SETTLED_MILLIS : 400_000);
        }
        case 8 -> take(log.look(random.nextInt(4)));
        case 9 -> {
          if (random.nextInt(3) == 0) {
            older = log.checkpoint();
          }
          take(log.look());
        }
        case 10 -> log.restart(log.checkpoint());
        default -> {
          if (random.nextInt(4) == 0) {
            repeated = true;
            log.restart(older);
          }
          take(log.look());
        }
      }
    }

    private String line() {
      String id = "{\"id\":\"" + written.size() + "\"}";
      written.add(id);
      return id + "\n";
    }

    private String someLines() {
      StringBuilder lines = new StringBuilder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        lines.append(line());
      }
      return lines.toString();
    }

    /** The rest of the line that is being written. */
    private String end() {
      String rest = begun;
      begun = "";
      return rest;
    }

    private void write(String name, String text) throws IOException {
      log.append(name, text);
    }

    private String next() {
      String name = "a.log." + rotations++;
      rotated.add(name);
      return name;
    }

    private void rename() throws IOException {
      // Nobody truncates a file and renames it within a second.
      if (!truncated && Files.exists(log.path("a.log"))) {
        String to = next();
        log.rename("a.log", to);
        write(to, end() + (random.nextBoolean() ? someLines() : ""));
      }
    }

    private void copyAndTruncate() throws IOException {
      if (Files.exists(log.path("a.log")) && Files.size(log.path("a.log")) > 0) {
        write("a.log", end());
        log.copy("a.log", next());
        log.truncate("a.log");
        truncated = true;
      }
    }

    private void pack() throws IOException {
      if (!rotated.isEmpty()) {
        log.pack(rotated.remove(random.nextInt(rotated.size())));
      }
    }

    private void take(List<Delivered> read) {
      truncated = false;
      List<String> texts = Follower.texts(read);
      for (int i = 0; i < texts.size(); i++) {
        delivered.add(texts.get(i));
        String before = places.putIfAbsent(read.get(i).origin(), texts.get(i));
        assertThat(repeated || before == null).as("seed %s, %s", seed, read.get(i)).isTrue();
      }
    }
  }
}
