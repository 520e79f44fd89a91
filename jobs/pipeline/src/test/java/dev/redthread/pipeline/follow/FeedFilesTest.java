package dev.redthread.pipeline.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.source.Delivered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others write, rotate and pack while they are followed. */
final class FeedFilesTest {
  @TempDir Path folder;

  private Follower follow(String... globs) {
    return new Follower(folder, "test.log", globs);
  }

  private static String event(String id) {
    return "{\"id\":\"" + id + "\"}";
  }

  private static String lines(String... ids) {
    StringBuilder lines = new StringBuilder();
    for (String id : ids) {
      lines.append(event(id)).append('\n');
    }
    return lines.toString();
  }

  @Test
  void readsWhatThereIsAndWhatIsAddedLater() throws IOException {
    Follower log = follow("*.log");
    log.append("a.log", lines("1", "2"));
    assertThat(log.texts()).containsExactly(event("1"), event("2"));
    assertThat(log.texts()).isEmpty();

    log.append("a.log", lines("3"));
    log.append("b.log", lines("4"));
    log.append("other", lines("5"));
    assertThat(log.texts()).containsExactlyInAnyOrder(event("3"), event("4"));
  }

  @Test
  void theOldestFileIsReadFirst() throws IOException {
    Follower log = follow("*");
    log.append("z", lines("1"));
    log.passes(5_000);
    log.append("a", lines("2"));
    assertThat(log.texts()).containsExactly(event("1"), event("2"));
  }

  @Test
  void aLineWaitsForItsEnd() throws IOException {
    Follower log = follow("*.log");
    log.append("a.log", lines("1") + "{\"id\"");
    assertThat(log.texts()).containsExactly(event("1"));
    log.append("a.log", ":\"2\"}");
    assertThat(log.texts()).isEmpty();
    log.append("a.log", "\n" + event("3"));
    assertThat(log.texts()).containsExactly(event("2"));

    log.passes(FollowedFile.LINE_MILLIS);
    assertThat(log.texts()).containsExactly(event("3"));
    log.append("a.log", "\n" + lines("4"));
    assertThat(log.texts()).containsExactly(event("4"));
  }

  @Test
  void aRenamedFileGoesOnAndANewOneOfItsNameBegins() throws IOException {
    Follower log = follow("a.log*");
    log.append("a.log", lines("1"));
    assertThat(log.texts()).containsExactly(event("1"));

    log.append("a.log", lines("2"));
    log.rename("a.log", "a.log.1");
    log.append("a.log", lines("3"));
    log.append("a.log.1", lines("4"));
    assertThat(log.texts()).containsExactlyInAnyOrder(event("2"), event("4"), event("3"));
    assertThat(log.origins()).doesNotHaveDuplicates();
  }

  @Test
  void aFileThatNoGlobMatchesAnyMoreIsReadToItsEnd() throws IOException {
    Follower log = follow("a.log");
    log.append("a.log", lines("1"));
    assertThat(log.texts()).containsExactly(event("1"));

    log.append("a.log", lines("2"));
    log.rename("a.log", "old");
    log.append("a.log", lines("3"));
    assertThat(log.texts()).containsExactlyInAnyOrder(event("2"), event("3"));
    log.append("old", lines("4"));
    assertThat(log.texts()).containsExactly(event("4"));
  }

  @Test
  void aFileThatWasRenamedWhileNobodyReadIsFoundByItsKey() throws IOException {
    Follower log = follow("a.log");
    log.append("a.log", lines("1"));
    assertThat(log.texts()).containsExactly(event("1"));
    FeedPlaces places = log.checkpoint();

    log.append("a.log", lines("2"));
    log.rename("a.log", "old");
    log.append("a.log", lines("3"));
    log.restart(places);
    assertThat(log.texts()).containsExactlyInAnyOrder(event("2"), event("3"));
    log.append("old", lines("4"));
    assertThat(log.texts()).containsExactly(event("4"));
  }

  @Test
  void aCopyOfATruncatedFileGoesOnForIt() throws IOException {
    Follower log = follow("a.log*");
    log.append("a.log", lines("1", "2"));
    assertThat(log.texts()).hasSize(2);

    log.append("a.log", lines("3"));
    log.copy("a.log", "a.log.1");
    log.truncate("a.log");
    log.append("a.log", lines("4"));
    assertThat(log.texts()).containsExactlyInAnyOrder(event("3"), event("4"));
    assertThat(log.origins()).doesNotHaveDuplicates();
  }

  @Test
  void aCopyIsLeftForAWhileSinceItsOriginalMayBeTruncated() throws IOException {
    Follower log = follow("a.log*");
    log.append("a.log", lines("1", "2"));
    assertThat(log.texts()).hasSize(2);
    log.copy("a.log", "a.log.1");
    assertThat(log.texts()).isEmpty();
    log.truncate("a.log");
    assertThat(log.texts()).isEmpty();
    log.append("a.log", lines("3"));
    assertThat(log.texts()).containsExactly(event("3"));
  }

  @Test
  void aCopyThatStaysIsAFileOfItsOwn() throws IOException {
    Follower log = follow("a.log*");
    log.append("a.log", lines("1"));
    assertThat(log.texts()).hasSize(1);
    log.copy("a.log", "a.log.copy");
    assertThat(log.texts()).isEmpty();
    log.passes(Rotation.SETTLED_MILLIS);
    assertThat(log.texts()).containsExactly(event("1"));
    assertThat(log.origins()).doesNotHaveDuplicates();
  }

  @Test
  void aFileThatIsPackedLaterIsNotReadAgain() throws IOException {
    Follower log = follow("a.log*");
    log.append("a.log", lines("1", "2"));
    assertThat(log.texts()).hasSize(2);
    log.append("a.log", lines("3"));
    log.pack("a.log");
    log.append("a.log", lines("4"));
    assertThat(log.texts()).contains(event("4"));
    log.passes(Rotation.SETTLED_MILLIS);
    assertThat(log.texts()).doesNotContain(event("1"), event("2"));
    assertThat(log.origins()).doesNotHaveDuplicates();
  }

  @Test
  void aPackedFileIsReadWhenItIsWhole() throws IOException {
    Follower log = follow("*");
    log.append("a", lines("1", "2"));
    log.pack("a");
    assertThat(log.texts()).isEmpty();
    log.passes(Rotation.SETTLED_MILLIS);
    assertThat(log.texts()).containsExactly(event("1"), event("2"));
    FeedPlaces places = log.checkpoint();
    assertThat(log.texts()).isEmpty();
    log.restart(places);
    assertThat(log.texts()).isEmpty();
  }

  @Test
  void aPackedFileThatIsDamagedIsRefusedOnceAndReadOnWhenItIsMended() throws IOException {
    Follower log = follow("*");
    log.append("a", lines("1", "2"));
    log.pack("a");
    byte[] whole = Files.readAllBytes(log.path("a.gz"));
    log.write("a.gz", Arrays.copyOf(whole, whole.length - 12));
    log.passes(Rotation.SETTLED_MILLIS);
    List<String> read = log.texts();
    assertThat(read.get(read.size() - 1)).isEqualTo("BAD_GZIP");
    assertThat(log.texts()).isEmpty();

    log.write("a.gz", whole);
    log.passes(Rotation.SETTLED_MILLIS);
    read.remove(read.size() - 1);
    read.addAll(log.texts());
    assertThat(read).containsExactly(event("1"), event("2"));
  }

  @Test
  void aFileInThePlaceOfAnotherBeginsAtItsBeginning() throws IOException {
    Follower log = follow("a.log");
    log.append("a.log", lines("1"));
    assertThat(log.texts()).hasSize(1);
    log.truncate("a.log");
    log.append("a.log", lines("2", "3"));
    assertThat(log.texts()).containsExactly(event("2"), event("3"));
    assertThat(log.origins()).doesNotHaveDuplicates();
  }

  @Test
  void tablesWithOneHeaderAreToldApart() throws IOException {
    Follower log = new Follower(folder, "test.table", "*.csv");
    String header = "id,at,type" + ",column".repeat(400) + "\n";
    String rest = ",".repeat(400) + "\n";
    log.append("monday.csv", header + "1,1,a" + rest);
    assertThat(log.texts()).hasSize(1);
    Files.delete(log.path("monday.csv"));
    log.append("tuesday.csv", header + "2,2,b" + rest);
    assertThat(log.texts()).singleElement().asString().contains("\n2,2,b");
    FeedPlaces places = log.checkpoint();
    log.append("tuesday.csv", "3,3,c" + rest);
    log.restart(places);
    assertThat(log.texts()).singleElement().asString().startsWith("id,at,type").contains("\n3,3,c");
  }

  @Test
  void aRecordIsReceivedWhenItIsReadOrWhenItsLogSaysBefore() throws IOException {
    Follower log = new Follower(folder, "test.log", "*");
    log.append("a", "{\"source\":\"test.log\",\"received\":5,\"event\":{}}\n" + lines("1"));
    log.append(
        "b",
        "{\"source\":\"test.log\",\"received\":%d,\"event\":{}}\n".formatted(Long.MAX_VALUE / 2));
    assertThat(log.look().stream().map(Delivered::receivedTime))
        .containsExactly(5L, log.now(), log.now());
  }

  @Test
  void afterARestartEachLineIsReadOnceMoreAtMost() throws IOException {
    Follower log = follow("*.log");
    log.append("a.log", lines("1", "2", "3"));
    log.append("b.log", lines("4", "5"));
    assertThat(Follower.texts(log.look(2))).containsExactly(event("1"), event("2"));
    log.restart(log.checkpoint());
    assertThat(log.texts()).containsExactly(event("3"), event("4"), event("5"));
    assertThat(log.origins()).doesNotHaveDuplicates();
  }

  /** A file system gives the key of a removed file to the next one that is made. */
  @Test
  void aFileThatNoGlobMatchesIsNotReadThoughItHasTheKeyOfOneThatIsGone() throws IOException {
    Follower log = follow("a.log");
    log.append("a.log", lines("1"));
    assertThat(log.texts()).hasSize(1);
    log.append("other", lines("secret"));
    Files.delete(log.path("a.log"));
    Place known = log.checkpoint().places().get(0);
    String key = FollowedFeed.file(log.path("other")).orElseThrow().key();

    log.restart(
        new FeedPlaces(
            "test",
            2,
            List.of(
                new Place(
                    known.number(),
                    known.path(),
                    key,
                    known.offset(),
                    known.line(),
                    known.received(),
                    known.head(),
                    known.mark(),
                    known.size(),
                    known.modified(),
                    known.lastFound()))));
    assertThat(log.texts()).isEmpty();
    assertThat(log.texts()).isEmpty();
  }

  @Test
  void aLongLineThatComesInPiecesIsOne() throws IOException {
    Follower log = follow("*.log");
    String piece = "x".repeat(100_000);
    log.append("a.log", "{\"id\":\"" + piece);
    assertThat(log.texts()).isEmpty();
    log.append("a.log", piece);
    assertThat(log.texts()).isEmpty();
    log.append("a.log", "\"}\n" + lines("2"));
    assertThat(log.texts()).containsExactly(event(piece + piece), event("2"));
  }

  @Test
  void manySmallFilesOfManyLengthsAreToldApart() throws IOException {
    Follower log = follow("*.log");
    for (int i = 1; i <= 300; i++) {
      log.append(i + ".log", lines("n" + i + "x".repeat(i)));
    }
    assertThat(log.texts()).hasSize(300);
    for (int i = 1; i <= 300; i++) {
      Files.delete(log.path(i + ".log"));
      log.append(i + ".new.log", lines("m" + i + "x".repeat(i)));
    }
    assertThat(log.texts()).hasSize(300).doesNotContain(event("n1x"));
  }

  @Test
  void manyFilesAreReadWithFewOfThemOpen() throws IOException {
    Follower log = follow("*.log");
    for (int i = 0; i < 500; i++) {
      log.append(i + ".log", lines("a" + i));
    }
    assertThat(log.texts()).hasSize(500);
    for (int i = 0; i < 500; i++) {
      log.append(i + ".log", lines("b" + i));
    }
    assertThat(log.texts()).hasSize(500).doesNotContain(event("a1"));
  }
}
