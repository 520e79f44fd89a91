package dev.redthread.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of the repository that must equal what the code makes. Run with {@code -Dgolden.write=true}
 * they are written instead; read the difference before you commit it.
 */
public final class Golden {

  private Golden() {}

  /** The root of the repository. */
  public static Path root() {
    return Path.of(System.getProperty("redthread.root"));
  }

  /** A file beside the tests of this module. */
  public static Path resource(String name) {
    return root().resolve("jobs/incidents/src/test/resources/golden").resolve(name);
  }

  public static void assertSame(Path file, String actual) {
    try {
      if (Boolean.getBoolean("golden.write")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertThat(file).as("write it with -Dgolden.write=true").exists();
      assertThat(actual)
          .as("%s is not what the code makes", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
