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

  private static final String PREFIX = "chk-";

  private static final Comparator<Path> NEWEST =
      Comparator.comparing(LatestCheckpoint::written).thenComparing(LatestCheckpoint::number);

  private LatestCheckpoint() {}

  /** The newest complete checkpoint of any job in this folder. */
  static Optional<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> paths = Files.find(folder, 2, (path, file) -> isComplete(path))) {
      return paths.max(NEWEST);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot look for a checkpoint in " + folder, unreadable);
    }
  }

  private static boolean isComplete(Path checkpoint) {
    return name(checkpoint).startsWith(PREFIX) && Files.exists(checkpoint.resolve("_metadata"));
  }

  private static FileTime written(Path checkpoint) {
    try {
      return Files.getLastModifiedTime(checkpoint.resolve("_metadata"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + checkpoint, unreadable);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(name(checkpoint).substring(PREFIX.length()));
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
