package dev.redthread.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference decides about the engine, so it may know nothing of it. */
class ReferenceImportsTest {

  @Test
  void importsNothingOfTheProjectOrOfFlink() throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("redthread.root")));
    String own = ReferenceImportsTest.class.getPackageName();
    Path sources = root.resolve("jobs/engine/src/test/java").resolve(own.replace('.', '/'));
    try (Stream<Path> files = Files.list(sources)) {
      List<Path> all = files.toList();
      assertThat(all).hasSizeGreaterThan(10);
      for (Path file : all) {
        assertThat(Files.readAllLines(file))
            .filteredOn(line -> line.startsWith("import "))
            .as(file.toString())
            .allMatch(
                line ->
                    line.matches("import (static )?(java|org\\.(junit|assertj|jspecify))\\..*"));
      }
    }
  }
}
