package dev.redthread.normalize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The configuration of this repository, as tests read it. */
final class Config {
  static final Path ROOT =
      Path.of(System.getProperty("redthread.root", "../..")).toAbsolutePath().normalize();

  private Config() {}

  private static final Sources SOURCES = load();

  static Sources sources() {
    return SOURCES;
  }

  private static Sources load() {
    try {
      return Sources.load(ROOT.resolve("config/sources"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceMapping mapping(String source) {
    return sources().mapping(source).orElseThrow();
  }
}
