package dev.redthread.pattern;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where patterns are.
 *
 * @param files pattern files, and folders of them
 * @param jars the folder whose jars documents may name classes of; no other jar is ever read
 */
public record PatternPaths(List<Path> files, Optional<Path> jars) {
  public PatternPaths {
    files = List.copyOf(files);
  }

  /** Patterns of which none is in Java. */
  public static PatternPaths of(List<Path> files) {
    return new PatternPaths(files, Optional.empty());
  }
}
