package dev.redthread.pipeline.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.source.QuotedRows;
import dev.redthread.pipeline.source.QuotedRows.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of CSV with line ends in their cells, followed while they are written piece by piece. */
final class FollowedRowsGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 300);

  @TempDir Path folder;

  @Test
  void eachRowIsOneRecordHoweverItIsWrittenAndRead() throws IOException {
    int waited = 0;
    for (int i = 0; i < CASES; i++) {
      SplittableRandom random = new SplittableRandom(FIRST_SEED + i);
      QuotedRows rows = new QuotedRows(random);
      Path of = Files.createDirectory(folder.resolve("case" + i));
      Follower log = new Follower(of, QuotedRows.SOURCES, QuotedRows.SOURCE, "*");
      List<Expected> read = new ArrayList<>();
      byte[] text = rows.text().getBytes(UTF_8);
      int at = 0;
      while (at < text.length) {
        int to = Math.min(text.length, at + random.nextInt(1, 40));
        log.append("rows.csv", Arrays.copyOfRange(text, at, to));
        at = to;
        add(read, random.nextInt(3) == 0 ? log.look(random.nextInt(3)) : log.look());
        if (random.nextInt(3) == 0) {
          log.restart(log.checkpoint());
        }
      }
      int before = read.size();
      add(read, log.look());
      log.passes(FollowedFile.LINE_MILLIS);
      add(read, log.look());
      waited += read.size() > before ? 1 : 0;
      assertThat(read).as("seed %d: %s", FIRST_SEED + i, rows.text()).isEqualTo(rows.expected());
    }
    assertThat(waited).isGreaterThan(CASES / 5);
  }

  private static void add(List<Expected> read, List<Delivered> more) {
    List<String> texts = Follower.texts(more);
    for (int i = 0; i < texts.size(); i++) {
      read.add(new Expected(more.get(i).origin().position(), texts.get(i)));
    }
  }
}
