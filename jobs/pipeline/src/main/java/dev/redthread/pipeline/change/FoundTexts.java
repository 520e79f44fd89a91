package dev.redthread.pipeline.change;

import dev.redthread.pattern.PatternTexts;
import java.util.Map;

/**
 * A whole set of pattern files as it was found.
 *
 * @param where it was found, for people
 * @param texts the files, or what is wrong with them
 */
public record FoundTexts(String where, PatternTexts texts) {

  /** A hash of all of it. */
  String hash() {
    return PatternVersion.hash(texts.files()) + PatternVersion.hash(Map.of(where, texts.text()));
  }
}
