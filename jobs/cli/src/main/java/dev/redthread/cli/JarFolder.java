package dev.redthread.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the folder of jars with Java patterns. */
final class JarFolder {

  @Option(
      names = "--java-patterns",
      paramLabel = "FOLDER",
      description =
          "The jars of Java patterns; default java-patterns beside the source mappings, if it is there."
              + " Their code is run.")
  private @Nullable Path folder;

  /**
   * The folder, when there is one.
   *
   * <p><i>Errors:</i> a {@link Failure} when the one that was named is not there.
   */
  Optional<Path> beside(Path sourceFolder) {
    return folder(Optional.ofNullable(folder), sourceFolder);
  }

  /** The folder that was named, else the one beside the source mappings when it is there. */
  static Optional<Path> folder(Optional<Path> named, Path sourceFolder) {
    if (named.isPresent() && !Files.isDirectory(named.get())) {
      throw new Failure("there is no folder " + named.get() + ": correct --java-patterns");
    }
    return named.or(
        () -> Optional.of(sourceFolder.resolveSibling("java-patterns")).filter(Files::isDirectory));
  }
}
