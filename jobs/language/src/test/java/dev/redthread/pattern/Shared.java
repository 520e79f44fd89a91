package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Public material that lies beside the repository and is no part of it. */
final class Shared {
  private Shared() {}

  /** The path, or empty with a line that says what is left out. */
  static Optional<Path> find(String what, String path) {
    Path file =
        Path.of(System.getProperty("redthread.root", "../..")).resolve("../shared").resolve(path);
    if (Files.exists(file)) {
      return Optional.of(file.normalize());
    }
    assertThat(Boolean.getBoolean("require.all")).as("%s is needed", file).isFalse();
    System.out.println("LEFT OUT: " + what + ": no " + path + " in ../shared");
    return Optional.empty();
  }
}
