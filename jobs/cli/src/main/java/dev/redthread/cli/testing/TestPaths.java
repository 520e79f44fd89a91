package dev.redthread.cli.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which tests a path asks for: {@code tests/a/b.yml} of a folder of patterns holds those of its
 * {@code a/b.yml}, and either path means both.
 *
 * @param root the folder of patterns
 * @param below what is asked for, from the root; empty for all
 */
record TestPaths(Path root, Path below) {
  private static final String TESTS = "tests";

  static TestPaths of(Path path) {
    Path full = path.toAbsolutePath().normalize();
    Path start = Files.isDirectory(full) ? full : full.getParent();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path below = folder.relativize(full);
      Path parent = folder.getParent();
      if (TESTS.equals(String.valueOf(folder.getFileName()))
          && parent != null
          && isBeside(below, parent)) {
        return new TestPaths(shown(parent), below);
      }
      if (Files.isDirectory(folder.resolve(TESTS))
          && (folder.equals(full)
              || Files.exists(folder.resolve(TESTS).resolve(below))
              || isWithoutTests(folder, below))) {
        return new TestPaths(shown(folder), below);
      }
    }
    return new TestPaths(shown(full), Path.of(""));
  }

  /** Whether a file has no tests yet, where others of its folder may have them. */
  private static boolean isWithoutTests(Path folder, Path below) {
    Path parent = below.getParent();
    return parent != null
        && Files.isRegularFile(folder.resolve(below))
        && Files.isDirectory(folder.resolve(TESTS).resolve(parent));
  }

  /** Whether patterns are where they must be for tests; any folder may be called so. */
  private static boolean isBeside(Path below, Path patterns) {
    Path folder = below.getParent();
    return Files.exists(patterns.resolve(below))
        || (folder != null && Files.exists(patterns.resolve(folder)));
  }

  /** As short as it can be said from here. */
  private static Path shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
  }

  /** The files with tests that are asked for. */
  List<Path> tests() {
    Path asked = root.resolve(TESTS).resolve(below).normalize();
    if (!Files.exists(asked)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(asked)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the tests of a pattern file are asked for. */
  boolean isAsked(String patternFile) {
    Path file = Path.of(patternFile);
    return file.equals(root) || file.startsWith(root.resolve(below).normalize());
  }

  /** The pattern file that a file with tests is of. */
  String patternFile(String testFile) {
    return name(root.resolve(root.resolve(TESTS).relativize(Path.of(testFile))));
  }

  /** The file that the tests of a pattern file stand in. */
  String testFile(String patternFile) {
    Path file = Path.of(patternFile);
    Path parent = file.toAbsolutePath().getParent();
    Path folder = file.equals(root) && parent != null ? parent : root;
    Path below = file.equals(root) ? file.getFileName() : root.relativize(file);
    return name(shown(folder.toAbsolutePath()).resolve(TESTS).resolve(below));
  }

  private static String name(Path path) {
    return path.normalize().toString().replace('\\', '/');
  }
}
