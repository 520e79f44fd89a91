package dev.redthread.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the newest complete checkpoint below a folder, so that a job that was killed goes on from
 * there. Flink writes {@code <job>/chk-<n>/_metadata} last, so a folder without it is not complete.
 */
final class LatestCheckpoint {

  private LatestCheckpoint() {}

  /** The newest complete checkpoint of any job in this folder. */
  static Optional<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> paths = Files.find(folder, 3, (path, file) -> isMetadata(path))) {
      return paths.max(NEWEST).map(Path::getParent);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot look for a checkpoint in " + folder, unreadable);
    }
  }

  private static final Comparator<Path> NEWEST =
      Comparator.comparing(LatestCheckpoint::written).thenComparing(LatestCheckpoint::number);

  private static boolean isMetadata(Path path) {
    return path.endsWith("_metadata")
        && path.getParent().getFileName().toString().startsWith("chk-");
  }

  private static FileTime written(Path metadata) {
    try {
      return Files.getLastModifiedTime(metadata);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + metadata, unreadable);
    }
  }

  private static long number(Path metadata) {
    return Long.parseLong(metadata.getParent().getFileName().toString().substring("chk-".length()));
  }
}
