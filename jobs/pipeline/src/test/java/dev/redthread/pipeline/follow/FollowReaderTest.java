package dev.redthread.pipeline.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.Captured;
import dev.redthread.pipeline.source.LogDecoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reader with its looks in their own thread, and the clock that it makes. */
@Timeout(60)
final class FollowReaderTest {
  @TempDir Path folder;

  private final Captured output = new Captured();
  private FollowReader reader = reader();

  private void follow(String... names) throws Exception {
    reader.close();
    reader = reader(names);
    reader.start();
    reader.addSplits(List.of(new FollowSplit(List.of())));
  }

  private FollowReader reader(String... names) {
    List<FollowedFeed> feeds =
        List.of(names).stream()
            .map(name -> new FollowedFeed(name, folder.toString(), List.of(name + "*"), "test.log"))
            .toList();
    return new FollowReader(
        feeds,
        (feed, places) ->
            new FeedFiles(
                feed,
                new LogDecoding(Follower.SOURCES, feed.source()),
                places,
                new FollowMeter(
                    Metrics.of(UnregisteredMetricGroups.createUnregisteredTaskMetricGroup()))),
        new Looks(feeds, Clock.systemUTC()),
        Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  private void append(String name, int first, int last) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = first; i <= last; i++) {
      lines.append("{\"id\":\"%s%d\"}\n".formatted(name, i));
    }
    Files.writeString(
        folder.resolve(name), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Polls until a watermark goes out. */
  private void untilClockMoves() throws Exception {
    int before = output.watermarks().size();
    while (output.watermarks().size() == before) {
      if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
        reader.isAvailable().get(10, TimeUnit.SECONDS);
      }
    }
  }

  private List<String> texts() {
    return output.records().stream()
        .map(
            one -> {
              StringBuilder text = new StringBuilder();
              one.to(
                  record -> text.append(new String(record.bytes(), UTF_8)),
                  letter -> text.append(letter.reason()));
              return text.toString();
            })
        .toList();
  }

  @Test
  void theClockMovesWhenAllIsReadThatALookFound() throws Exception {
    append("a", 1, 3);
    append("b", 1, 1);
    long begun = System.currentTimeMillis();
    follow("a", "b");
    untilClockMoves();

    assertThat(texts()).hasSize(4);
    long said = output.watermarks().get(0);
    assertThat(said).isGreaterThanOrEqualTo(begun - FollowReader.SLACK_MILLIS);
    assertThat(output.times()).allMatch(time -> time > said);

    append("a", 4, 4);
    while (texts().size() < 5) {
      untilClockMoves();
    }
    assertThat(texts().get(4)).isEqualTo("{\"id\":\"a4\"}");
    assertThat(output.times().get(4)).isGreaterThan(said);
  }

  @Test
  void feedsTakeTurns() throws Exception {
    append("a", 1, 100);
    append("b", 1, 2);
    follow("a", "b");
    untilClockMoves();
    assertThat(texts().subList(0, 4))
        .containsExactly(
            "{\"id\":\"a1\"}", "{\"id\":\"b1\"}", "{\"id\":\"a2\"}", "{\"id\":\"b2\"}");
    assertThat(texts()).hasSize(102);
  }

  @Test
  void theClockMovesThoughThereIsNoFile() throws Exception {
    follow("a");
    untilClockMoves();
    untilClockMoves();
    assertThat(output.watermarks()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aFeedThatIsFollowedNoMoreIsForgotten() throws Exception {
    append("a", 1, 1);
    follow("a");
    untilClockMoves();
    List<FollowSplit> places = reader.snapshotState(1);

    append("b", 1, 1);
    reader.close();
    reader = reader("b");
    reader.start();
    reader.addSplits(places);
    untilClockMoves();
    assertThat(texts()).containsExactly("{\"id\":\"a1\"}", "{\"id\":\"b1\"}");
    assertThat(reader.snapshotState(2).get(0).feeds())
        .extracting(FeedPlaces::feed)
        .containsExactly("b");
  }
}
