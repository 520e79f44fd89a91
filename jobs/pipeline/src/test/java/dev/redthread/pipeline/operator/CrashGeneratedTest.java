package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.engine.generated.Cases;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.Together;
import dev.redthread.engine.generated.Together.Sent;
import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.DocumentStatus;
import dev.redthread.pipeline.operator.CrashingJob.Checkpoint;
import dev.redthread.pipeline.sink.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Wherever a job crashes between two checkpoints, and however what it reads again interleaves: in
 * the end the store shows what the job says, nothing else is open, and that is what a job without
 * crashes says.
 *
 * <p>One run covers 60 cases, or {@code -Dredthread.cases}, from the seed {@code -Dredthread.seed}
 * on. Each draws: three patterns with their events over two partitions, how these interleave in
 * each life of the job, when checkpoints are made, how much the sink has written by then, up to
 * four crashes, also while a search is due or its outcome waits, and by how much the next machine's
 * clock is ahead or behind.
 */
final class CrashGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 60);
  private static final int FEW = 20;
  private static final long MINUTE = 60_000;
  private static final long SLACK = 10_000;

  @Test
  void showsInTheEndWhatTheJobSays() throws Exception {
    int putRight = 0;
    int crashes = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Life life = new Life(seed, true);
      Life calm = new Life(seed, true).withoutCrashes();
      try {
        life.run();
        calm.run();
        putRight += life.putRight;
        crashes += life.crashes;
        life.compare();
        assertThat(life.open()).isEqualTo(calm.open());
      } catch (AssertionError wrong) {
        throw new AssertionError("seed " + seed + ": " + wrong.getMessage(), wrong);
      }
    }
    System.out.printf(
        "generated crashes: seeds %d to %d, %d crashes, %d documents put right%n",
        FIRST_SEED, FIRST_SEED + CASES - 1, crashes, putRight);
    assertThat(putRight).as("documents that a crash left behind").isPositive();
  }

  @Test
  void goesWrongWhereNothingIsPutRight() {
    long last = FIRST_SEED + Math.min(CASES, FEW);
    assertThat(LongStream.range(FIRST_SEED, last).filter(CrashGeneratedTest::isWrong).count())
        .isPositive();
  }

  private static boolean isWrong(long seed) {
    try {
      Life life = new Life(seed, false);
      life.run();
      life.compare();
      return false;
    } catch (AssertionError wrong) {
      return true;
    } catch (Exception e) {
      throw new IllegalStateException("seed " + seed, e);
    }
  }

  /** One case from its beginning to its end. */
  private static final class Life {
    private final Dice dice;
    private final Together together;
    private final List<List<Sent>> partitions;
    private final boolean confirms;
    private final Map<String, JsonNode> stored = new TreeMap<>();
    private final Map<String, JsonNode> said = new TreeMap<>();
    private int most = 4;
    private int crashes;
    private int putRight;

    Life(long seed, boolean confirms) {
      this.confirms = confirms;
      dice = new Dice(seed, "crash");
      together =
          new Together(LongStream.range(0, 3).mapToObj(i -> Cases.of(seed * 3 + i)).toList());
      partitions = List.of(new ArrayList<>(), new ArrayList<>());
      for (Sent sent : together.arrivals(dice)) {
        // What is said of one event stays in its order.
        var event = sent.arrival().candidate().event();
        int partition =
            Math.floorMod(
                Objects.hash(
                    seed,
                    sent.of(),
                    sent.arrival().candidate().group(),
                    event.source(),
                    event.id()),
                2);
        partitions.get(partition).add(sent);
      }
    }

    private record Position(int first, int second) {
      int of(int partition) {
        return partition == 0 ? first : second;
      }

      Position next(int partition) {
        return partition == 0 ? new Position(first + 1, second) : new Position(first, second + 1);
      }
    }

    Life withoutCrashes() {
      most = 0;
      return this;
    }

    /** All has been received before the job begins, so the wall clock is ahead of everything. */
    private long begin() {
      return partitions.stream()
              .flatMap(List::stream)
              .mapToLong(sent -> sent.arrival().clock())
              .max()
              .orElse(0)
          + MINUTE * dice.pick(List.of(1, 20, 6_000));
    }

    void run() throws Exception {
      try (CrashingJob job = new CrashingJob(together.patterns(), begin())) {
        if (!confirms) {
          job.leaveUnconfirmed();
        }
        int left = dice.between(Math.min(1, most), most);
        Checkpoint checkpoint = job.checkpoint(0);
        Position covered = new Position(0, 0);
        Position at = covered;
        boolean over = false;
        while (!over) {
          if (!isRead(at)) {
            at = read(job, at);
          } else {
            over = catchUp(job);
          }
          job.letPass(dice.between(1, 900));
          job.write(dice.between(0, 6));
          if (dice.percent(12)) {
            checkpoint = job.checkpoint(crashes + 1);
            covered = at;
          }
          if (left > 0 && dice.percent(over ? 50 : 10)) {
            left--;
            crashes++;
            job.write(dice.between(0, job.unwritten()));
            // The clock of a machine may be behind that of the one before.
            job.crash(checkpoint, dice.between(-20_000, 40_000));
            at = covered;
            over = false;
          }
        }
        job.letPass(2_000);
        job.writeAll();
        putRight = job.putRight();
        job.store().documents().forEach((key, document) -> stored.put(key, content(document)));
        job.said().forEach((key, document) -> said.put(key, content(document)));
      }
    }

    private boolean isRead(Position at) {
      return at.first() == partitions.get(0).size() && at.second() == partitions.get(1).size();
    }

    private Position read(CrashingJob job, Position at) throws Exception {
      int partition =
          at.first() == partitions.get(0).size()
              ? 1
              : at.second() == partitions.get(1).size() || dice.percent(50) ? 0 : 1;
      job.arrive(partitions.get(partition).get(at.of(partition)).arrival().candidate());
      Position next = at.next(partition);
      long idle = job.wallClock() - SLACK;
      job.clock(Math.min(watermark(0, next, idle), watermark(1, next, idle)), false);
      return next;
    }

    /** Up to where a partition has been seen. */
    private long watermark(int partition, Position at, long idle) {
      List<Sent> all = partitions.get(partition);
      int next = at.of(partition);
      if (next == all.size()) {
        return idle;
      }
      return next == 0 ? Long.MIN_VALUE : all.get(next - 1).arrival().watermark();
    }

    /**
     * Everything is read: the partitions count as idle.
     *
     * @return whether the search that is due has been made, if one was
     */
    private boolean catchUp(CrashingJob job) throws Exception {
      boolean lagging = dice.percent(50);
      job.clock(job.wallClock(), lagging);
      if (dice.percent(30)) {
        return false;
      }
      job.search();
      return !lagging;
    }

    void compare() {
      for (Map.Entry<String, JsonNode> entry : said.entrySet()) {
        assertThat(stored.get(entry.getKey())).as(entry.getKey()).isEqualTo(entry.getValue());
      }
      TreeSet<String> others = new TreeSet<>(stored.keySet());
      others.removeAll(said.keySet());
      for (String other : others) {
        assertThat(isOpen(other, stored)).as("open: " + other).isFalse();
      }
    }

    /** The findings and incidents that the store shows as open. */
    Set<String> open() {
      return stored.keySet().stream()
          .filter(key -> !key.startsWith(DocumentIndex.PROGRESS.index()))
          .filter(key -> isOpen(key, stored))
          .collect(Collectors.toSet());
    }

    private static boolean isOpen(String key, Map<String, JsonNode> documents) {
      JsonNode document = Objects.requireNonNull(documents.get(key), key);
      return (key.startsWith(DocumentIndex.INCIDENTS.index())
              ? document.at("/redthread/incident/status")
              : document.path("status"))
          .asText()
          .equals("open");
    }

    /** A document without the time at which it was written. */
    private static JsonNode content(Document document) {
      JsonNode json = StoredInMemory.json(document);
      String[] path = DocumentStatus.WRITTEN.split("\\.");
      ((ObjectNode) json.path(path[0])).remove(path[1]);
      return json;
    }
  }
}
