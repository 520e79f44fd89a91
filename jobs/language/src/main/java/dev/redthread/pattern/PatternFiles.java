package dev.redthread.pattern;

import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.compile.SetCompiler;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.read.DocumentReader;
import dev.redthread.pattern.yaml.YamlNode;
import dev.redthread.pattern.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pattern files.
 *
 * <p><i>Errors:</i> none are thrown for anything a file holds; all are diagnostics.
 */
public final class PatternFiles {
  private PatternFiles() {}

  /**
   * Reads files, and folders with all {@code *.yml} and {@code *.yaml} files below them, except in
   * folders called {@code tests} or {@code campaigns} and hidden ones.
   */
  public static Loaded load(List<Path> paths, SourceCatalog catalog) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, String> texts = new FileFinder(diagnostics).read(paths);
    return load(texts, catalog, diagnostics);
  }

  /** The texts of the files that {@link #load} would read. */
  public static PatternTexts read(List<Path> paths) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, String> texts = new FileFinder(diagnostics).read(paths);
    return new PatternTexts(texts, diagnostics.sorted());
  }

  /**
   * Reads texts, as if they were files: the same texts and catalog give the same set in every
   * process.
   *
   * @param texts by the name that diagnostics show, in the order in which they are read
   */
  public static Loaded loadTexts(Map<String, String> texts, SourceCatalog catalog) {
    return load(new LinkedHashMap<>(texts), catalog, new Diagnostics());
  }

  private static Loaded load(
      Map<String, String> texts, SourceCatalog catalog, Diagnostics diagnostics) {
    DocumentReader reader = new DocumentReader(diagnostics);
    List<Document> documents = new ArrayList<>();
    texts.forEach(
        (file, text) -> {
          int before = diagnostics.errors();
          List<YamlNode> nodes = new YamlReader(file, diagnostics).read(text);
          if (nodes.isEmpty() && diagnostics.errors() == before) {
            diagnostics.warn(Code.NO_PATTERNS, Place.ofFile(file), "the file holds no document");
          }
          nodes.forEach(node -> reader.read(node).ifPresent(documents::add));
        });
    return new Loaded(
        new SetCompiler(catalog, diagnostics).compile(documents), diagnostics.sorted(), texts);
  }
}
