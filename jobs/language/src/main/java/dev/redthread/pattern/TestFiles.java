package dev.redthread.pattern;

import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.read.TestFileReader;
import dev.redthread.pattern.testing.TestCase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of tests.
 *
 * <p><i>Errors:</i> none are thrown for anything a file holds; all are diagnostics.
 */
public final class TestFiles {
  private TestFiles() {}

  /**
   * The sound tests of files, by the name that diagnostics show.
   *
   * @param texts gets the text of each file by that name
   */
  public static Map<String, List<TestCase>> read(
      List<Path> files, SourceCatalog catalog, Diagnostics diagnostics, Map<String, String> texts) {
    texts.putAll(new FileFinder(diagnostics).read(PatternPaths.of(files)));
    Map<String, List<TestCase>> tests = new LinkedHashMap<>();
    for (Path file : files) {
      String name = FileFinder.name(file);
      String text = texts.get(name);
      if (text != null) {
        tests.put(name, new TestFileReader(catalog, diagnostics).read(name, text));
      }
    }
    return tests;
  }
}
