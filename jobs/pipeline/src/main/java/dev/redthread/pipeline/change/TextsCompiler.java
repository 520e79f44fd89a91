package dev.redthread.pipeline.change;

import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import java.util.Map;
import java.util.Optional;

/**
 * Makes patterns of the texts of their files. Texts without a pattern are refused too, since a
 * folder that is being replaced is empty for a moment.
 *
 * <p><i>Invariants:</i> makes the same of the same texts in every process, and so does one that is
 * equal.
 */
public interface TextsCompiler extends TextsCheck {

  /**
   * What the texts give, with all that is wrong with them.
   *
   * @param texts by file name, in the order in which they are read
   */
  Loaded compile(Map<String, String> texts);

  @Override
  default Optional<String> refusal(Map<String, String> texts) {
    Loaded loaded = compile(texts);
    if (loaded.hasErrors()) {
      return Optional.of(loaded.text());
    }
    return loaded.set().patterns().isEmpty()
        ? Optional.of("there is no pattern")
        : Optional.empty();
  }

  /** The language's own, over sources that do not change. */
  record OverSources(SourceCatalog catalog) implements TextsCompiler {

    @Override
    public Loaded compile(Map<String, String> texts) {
      return PatternFiles.loadTexts(texts, catalog, JavaPatterns.LOADED);
    }
  }
}
