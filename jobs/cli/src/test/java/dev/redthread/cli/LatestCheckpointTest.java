package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatestCheckpointTest {

  @TempDir Path folder;

  @Test
  void findsTheNewestOfAllJobs() throws IOException {
    checkpoint("first", 7, "2026-01-01T10:00:00Z");
    checkpoint("second", 2, "2026-01-01T11:00:00Z");
    checkpoint("second", 1, "2026-01-01T10:30:00Z");

    assertThat(LatestCheckpoint.below(folder)).contains(folder.resolve("second/chk-2"));
  }

  @Test
  void tellsCheckpointsOfOneMomentByTheirNumber() throws IOException {
    checkpoint("job", 9, "2026-01-01T10:00:00Z");
    checkpoint("job", 10, "2026-01-01T10:00:00Z");

    assertThat(LatestCheckpoint.below(folder)).contains(folder.resolve("job/chk-10"));
  }

  @Test
  void passesOverOneThatWasNotFinished() throws IOException {
    checkpoint("job", 1, "2026-01-01T10:00:00Z");
    Files.createDirectories(folder.resolve("job/chk-2"));

    assertThat(LatestCheckpoint.below(folder)).contains(folder.resolve("job/chk-1"));
  }

  @Test
  void findsNoneWhereThereIsNone() {
    assertThat(LatestCheckpoint.below(folder)).isEmpty();
    assertThat(LatestCheckpoint.below(folder.resolve("missing"))).isEmpty();
  }

  private void checkpoint(String job, int number, String written) throws IOException {
    Path metadata = folder.resolve(job).resolve("chk-" + number).resolve("_metadata");
    Files.createDirectories(metadata.getParent());
    Files.createFile(metadata);
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.parse(written)));
  }
}
