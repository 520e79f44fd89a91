package dev.redthread.pattern;

import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.code.Jars;
import dev.redthread.pattern.code.JavaCode;
import dev.redthread.pattern.compile.SetCompiler;
import dev.redthread.pattern.compiled.Jar;
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
    return load(PatternPaths.of(paths), catalog, JavaCode.NONE);
  }

  /**
   * Reads them, and the jars of Java patterns.
   *
   * @param code who can look into the jars
   */
  public static Loaded load(PatternPaths paths, SourceCatalog catalog, JavaCode code) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, String> texts = new FileFinder(diagnostics).read(paths);
    return load(texts, catalog, code, diagnostics);
  }

  /** The texts of the files that {@link #load} would read. */
  public static PatternTexts read(PatternPaths paths) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, String> texts = new FileFinder(diagnostics).read(paths);
    return new PatternTexts(texts, diagnostics.sorted());
  }

  /**
   * Reads texts, as if they were files: the same texts and catalog give the same set in every
   * process.
   *
   * @param texts by the name that diagnostics show, in the order in which they are read; a jar is
   *     the text of its bytes in base 64
   * @param code who can look into the jars
   */
  public static Loaded loadTexts(Map<String, String> texts, SourceCatalog catalog, JavaCode code) {
    return load(new LinkedHashMap<>(texts), catalog, code, new Diagnostics());
  }

  /** Reads texts of which none is a jar. */
  public static Loaded loadTexts(Map<String, String> texts, SourceCatalog catalog) {
    return loadTexts(texts, catalog, JavaCode.NONE);
  }

  private static Loaded load(
      Map<String, String> texts, SourceCatalog catalog, JavaCode code, Diagnostics diagnostics) {
    Jars jars = new Jars(code, diagnostics);
    DocumentReader reader = new DocumentReader(diagnostics);
    List<Document> documents = new ArrayList<>();
    texts.forEach(
        (file, text) -> {
          if (file.endsWith(Jar.SUFFIX)) {
            jars.add(new Jar(file, text));
            return;
          }
          int before = diagnostics.errors();
          List<YamlNode> nodes = new YamlReader(file, diagnostics).read(text);
          if (nodes.isEmpty() && diagnostics.errors() == before) {
            diagnostics.warn(Code.NO_PATTERNS, Place.ofFile(file), "the file holds no document");
          }
          nodes.forEach(node -> reader.read(node).ifPresent(documents::add));
        });
    return new Loaded(
        new SetCompiler(catalog, jars, diagnostics).compile(documents),
        diagnostics.sorted(),
        texts);
  }
}
