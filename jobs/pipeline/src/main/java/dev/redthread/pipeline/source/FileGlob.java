package dev.redthread.pipeline.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a glob names, e.g. {@code logs/okta-*.ndjson}.
 *
 * @param base what a relative glob begins at
 */
public record FileGlob(Path base, String text) {

  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  /** Regular files, by name; a text without wildcards is the file itself. */
  public List<Path> files() throws IOException {
    Path folder = folder();
    Path whole = base.resolve(text);
    if (folder.equals(whole)) {
      return Files.isRegularFile(whole) ? List.of(whole) : List.of();
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    PathMatcher rest = FileSystems.getDefault().getPathMatcher("glob:" + folder.relativize(whole));
    try (Stream<Path> below =
        Files.walk(folder, depth(folder, whole), FileVisitOption.FOLLOW_LINKS)) {
      return below
          .filter(file -> rest.matches(folder.relativize(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /** The longest beginning of it without a wildcard. */
  public Path folder() {
    Path path = Path.of(text);
    Path root = path.getRoot();
    Path folder = root == null ? base : root;
    for (Path part : path) {
      if (WILD.matcher(part.toString()).find()) {
        break;
      }
      folder = folder.resolve(part);
    }
    return folder;
  }

  private static int depth(Path folder, Path whole) {
    return whole.toString().contains("**")
        ? Integer.MAX_VALUE
        : whole.getNameCount() - folder.getNameCount();
  }
}
