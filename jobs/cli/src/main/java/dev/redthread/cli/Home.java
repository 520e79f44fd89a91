package dev.redthread.cli;

import java.nio.file.Path;

/** The folder Redthread is in, as the launcher says. */
final class Home {

  private Home() {}

  /** A path below it. */
  static Path path(String first, String... more) {
    String root = System.getProperty("redthread.root");
    if (root == null) {
      throw new Failure("start Redthread by its script ./redthread, which says where it is");
    }
    return Path.of(root).resolve(Path.of(first, more));
  }
}
