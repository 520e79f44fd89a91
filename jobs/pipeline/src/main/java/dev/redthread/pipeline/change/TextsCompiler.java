package dev.redthread.pipeline.change;

import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import java.io.Serializable;
import java.util.Map;

/**
 * Makes patterns of the texts of their files.
 *
 * <p><i>Invariants:</i> makes the same of the same texts in every process, and so does one that is
 * equal.
 */
public interface TextsCompiler extends Serializable {

  /**
   * What the texts give, with all that is wrong with them.
   *
   * @param texts by file name, in the order in which they are read
   */
  Loaded compile(Map<String, String> texts);

  /** The language's own, over sources that do not change. */
  record OverSources(SourceCatalog catalog) implements TextsCompiler {

    @Override
    public Loaded compile(Map<String, String> texts) {
      return PatternFiles.loadTexts(texts, catalog, JavaPatterns.LOADED);
    }
  }
}
