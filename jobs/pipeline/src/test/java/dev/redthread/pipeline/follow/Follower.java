package dev.redthread.pipeline.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redthread.event.Origin;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.source.LogDecoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;

/**
 * Looks at the files of one feed when a test says so, by a clock of the test. What is written to a
 * file bears the time of that clock.
 */
final class Follower {
  static final Sources SOURCES =
      Sources.read(
          Map.of(
              "test.yml",
              """
              sources:
                - name: test.log
                  title: A log for this test
                  logsources: [{product: test}]
                  delay: {typical: 1m, max: 30m}
              dedup: id
              id: id
              time:
                - {path: at, format: epoch_ms}
              fields:
                event.action: type
              """,
              "table.yml",
              """
              sources:
                - name: test.table
                  title: A table for this test
                  logsources: [{product: test}]
                  delay: {typical: 1m, max: 30m}
              csv: {header: true}
              dedup: id
              id: id
              time:
                - {path: at, format: epoch_ms}
              fields:
                event.action: type
              """));

  private final Path folder;
  private final FollowedFeed feed;
  private final List<Origin> origins = new ArrayList<>();
  private FeedFiles files;
  private long now = 1_700_000_000_000L;

  Follower(Path folder, String source, String... globs) {
    this.folder = folder;
    feed = new FollowedFeed("test", folder.toString(), List.of(globs), source);
    files = files(new FeedPlaces("test", 1, List.of()));
  }

  private FeedFiles files(FeedPlaces places) {
    return new FeedFiles(
        feed,
        new LogDecoding(SOURCES, feed.source()),
        places,
        new FollowMeter(Metrics.of(UnregisteredMetricGroups.createUnregisteredTaskMetricGroup())));
  }

  long now() {
    return now;
  }

  void passes(long millis) {
    now += millis;
  }

  /** One look, a second after the last one, and all that can be read. */
  List<Delivered> look() throws IOException {
    return look(Integer.MAX_VALUE);
  }

  /** One look, and no more than so many records of it. */
  List<Delivered> look(int most) throws IOException {
    now += 1_000;
    files.look(
        feed.files(
            (path, why) -> {
              throw new AssertionError(path + " cannot be looked at", why);
            }),
        now);
    List<Delivered> read = new ArrayList<>();
    while (read.size() < most) {
      Delivered next = files.next(0, now);
      if (next == null) {
        break;
      }
      read.add(next);
      origins.add(next.origin());
    }
    return read;
  }

  /** What the lines of one look held: the record's text, or why it is refused. */
  List<String> texts() throws IOException {
    return texts(look());
  }

  static List<String> texts(List<Delivered> read) {
    List<String> texts = new ArrayList<>();
    read.forEach(
        one ->
            one.to(
                record -> texts.add(new String(record.bytes(), UTF_8)),
                letter -> texts.add(letter.reason().name())));
    return texts;
  }

  /** The places of the records so far. */
  List<Origin> origins() {
    return origins;
  }

  /** What a checkpoint holds, by way of its bytes. */
  FeedPlaces checkpoint() throws IOException {
    FollowSplitSerializer bytes = new FollowSplitSerializer();
    FollowSplit split = new FollowSplit(List.of(files.places()));
    return bytes.deserialize(bytes.getVersion(), bytes.serialize(split)).feeds().get(0);
  }

  /** A new process goes on from a checkpoint. */
  void restart(FeedPlaces from) {
    files.close();
    files = files(from);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  void append(String name, String text) throws IOException {
    Files.writeString(path(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    written(name);
  }

  void rename(String name, String to) throws IOException {
    Files.move(path(name), path(to));
  }

  void copy(String name, String to) throws IOException {
    Files.copy(path(name), path(to));
    written(to);
  }

  void truncate(String name) throws IOException {
    Files.newByteChannel(path(name), StandardOpenOption.WRITE).truncate(0).close();
    written(name);
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.write(path(name), bytes);
    written(name);
  }

  /** Packs a file beside it, and removes it, as gzip does. */
  void pack(String name) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path(name + ".gz")))) {
      Files.copy(path(name), out);
    }
    Files.setLastModifiedTime(path(name + ".gz"), Files.getLastModifiedTime(path(name)));
    Files.delete(path(name));
  }

  private void written(String name) throws IOException {
    Files.setLastModifiedTime(path(name), FileTime.fromMillis(now));
  }
}
