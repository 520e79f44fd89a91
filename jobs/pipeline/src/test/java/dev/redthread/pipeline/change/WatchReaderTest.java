package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.PatternTexts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said first after a restart: the files that it was started with, or what is published. */
@Timeout(60)
final class WatchReaderTest {
  private static final PatternVersion OLD_FILES = files("old files");
  private static final PatternVersion NEW_FILES = files("new files");
  private static final PatternVersion PUBLISHED = files("published");

  private final Place place = new Place();
  private final List<String> refusals = new ArrayList<>();
  private final Said said = new Said();
  private Optional<WatchReader> reader = Optional.empty();

  @AfterEach
  void close() throws InterruptedException {
    if (reader.isPresent()) {
      reader.get().close();
    }
    assertThat(place.closed.getCount()).isZero();
  }

  private static PatternVersion files(String title) {
    return PatternTextsOfTests.version(
        1,
        0,
        PatternTextsOfTests.RULES,
        PatternTextsOfTests.PHISHED.replace("A login after a click", title));
  }

  /** A reader that goes on with a set in force, from a start with the old files. */
  private WatchReader start(PatternVersion base, PatternVersion inForce, boolean goesBeforeFiles) {
    WatchReader started =
        new WatchReader(
            base,
            Optional.of(
                new PatternWatch(
                    place,
                    new TextsCompiler.OverSources(PatternTextsOfTests.SOURCES.catalog()),
                    refusals::add)),
            goesBeforeFiles,
            Duration.ofMillis(1),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            refusals::add);
    reader = Optional.of(started);
    started.start();
    started.addSplits(List.of(new WatchPosition(5, inForce.hash(), OLD_FILES.hash())));
    return started;
  }

  private static List<WatchPosition> position(long number, PatternVersion said, String base) {
    return List.of(new WatchPosition(number, said.hash(), base));
  }

  @Test
  void filesOfANewStartAreSaidAtOnce() {
    WatchReader started = start(NEW_FILES, OLD_FILES, false);

    started.pollNext(said);

    assertThat(said.versions).containsExactly(version(6, NEW_FILES));
    assertThat(started.snapshotState(1)).isEqualTo(position(6, NEW_FILES, NEW_FILES.hash()));
  }

  @Test
  void whatIsPublishedStaysInForceWhateverTheFilesOfANewStart() throws Exception {
    WatchReader started = start(NEW_FILES, PUBLISHED, true);
    started.pollNext(said);
    assertThat(said.versions).as("before the first look").isEmpty();

    place.isAway();
    place.isAway();
    place.isAway();
    started.pollNext(said);
    assertThat(said.versions).as("while the place is away").isEmpty();
    place.holds(PUBLISHED);
    place.settle();
    started.pollNext(said);

    assertThat(said.versions).isEmpty();
    assertThat(started.snapshotState(1)).isEqualTo(position(5, PUBLISHED, NEW_FILES.hash()));
  }

  @Test
  void whatWasPublishedMeanwhileIsSaidInPlaceOfTheFiles() throws Exception {
    WatchReader started = start(NEW_FILES, OLD_FILES, true);
    started.pollNext(said);

    place.holds(PUBLISHED, OLD_FILES);
    started.isAvailable().get();
    started.pollNext(said);

    assertThat(said.versions).containsExactly(version(6, PUBLISHED));
    assertThat(started.snapshotState(1)).isEqualTo(position(6, PUBLISHED, NEW_FILES.hash()));
  }

  @Test
  void filesOfANewStartAreSaidWhenNothingGoodIsPublished() throws Exception {
    WatchReader started = start(NEW_FILES, OLD_FILES, true);
    started.pollNext(said);

    place.holds(PatternTextsOfTests.version(1, 0, "title: ["));
    started.isAvailable().get();
    started.pollNext(said);

    assertThat(refusals).hasSize(1);
    assertThat(said.versions).containsExactly(version(6, NEW_FILES));
  }

  @Test
  void theNewestThatCanBeRunCounts() throws Exception {
    WatchReader started = start(OLD_FILES, OLD_FILES, true);
    started.pollNext(said);

    place.holds(PatternTextsOfTests.version(1, 0, "title: ["), PUBLISHED, NEW_FILES);
    started.isAvailable().get();
    started.pollNext(said);

    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0)).startsWith("here:\n").contains("patterns/0.yml:");
    assertThat(said.versions).containsExactly(version(6, PUBLISHED));
  }

  /** As after an upgrade to a release that refuses more: then its tasks go by their files. */
  @Test
  void whatIsPublishedAndCannotRunAnyMoreIsRefusedThoughItWasInForce() throws Exception {
    PatternVersion bad = PatternTextsOfTests.version(1, 0, "title: [");
    WatchReader started = start(OLD_FILES, bad, true);
    started.pollNext(said);

    place.holds(bad);
    place.settle();

    assertThat(refusals).hasSize(1);
    assertThat(said.versions).isEmpty();
  }

  /** A look comes every few seconds, and each failure is counted as a refusal and logged. */
  @Test
  void aPlaceThatFailsInTheSameWayIsSaidOnceUntilItDoesNot() throws Exception {
    WatchReader started = start(OLD_FILES, OLD_FILES, false);
    started.pollNext(said);

    place.fails("a");
    place.fails("a");
    place.fails("b");
    place.settle();
    place.fails("b");
    place.settle();

    assertThat(refusals).hasSize(3);
    assertThat(refusals.get(0)).endsWith(": a");
    assertThat(refusals.get(1)).endsWith(": b");
    assertThat(refusals.get(2)).endsWith(": b");
  }

  private static PatternVersion version(long number, PatternVersion files) {
    return new PatternVersion(number, PatternWatchSource.IN_EFFECT.toMillis(), files.files());
  }

  /** A place that holds what the test says, one look after the other. */
  private static final class Place implements PatternLook {
    private final LinkedBlockingQueue<Supplier<Optional<List<FoundTexts>>>> looks =
        new LinkedBlockingQueue<>(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    void holds(PatternVersion... newestFirst) throws InterruptedException {
      List<FoundTexts> found = new ArrayList<>();
      for (PatternVersion version : newestFirst) {
        Map<String, String> texts = new LinkedHashMap<>(version.texts());
        found.add(new FoundTexts("here", new PatternTexts(texts, List.of())));
      }
      looks.put(() -> Optional.of(found));
    }

    void isAway() throws InterruptedException {
      looks.put(Optional::empty);
    }

    void fails(String why) throws InterruptedException {
      looks.put(
          () -> {
            throw new IllegalStateException(why);
          });
    }

    /** Waits until all that it was said to hold has been looked at. */
    void settle() throws InterruptedException {
      holds();
      holds();
    }

    @Override
    public List<FoundTexts> look() throws IOException {
      try {
        return looks.take().get().orElseThrow(() -> new IOException("away"));
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void wakeUp() {
      looks.offer(Optional::empty);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  /** What was said. */
  private static final class Said implements ReaderOutput<PatternVersion> {
    private final List<PatternVersion> versions = new ArrayList<>();

    @Override
    public void collect(PatternVersion version) {
      versions.add(version);
    }

    @Override
    public void collect(PatternVersion version, long timestamp) {
      versions.add(version);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<PatternVersion> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}
  }
}
