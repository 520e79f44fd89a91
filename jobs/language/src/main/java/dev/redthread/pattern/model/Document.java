package dev.redthread.pattern.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document of a pattern file.
 *
 * @param head what it says of itself
 * @param body what it asks; empty when that cannot even be guessed
 * @param sound whether it was read without errors; otherwise it is checked, as far as possible, and
 *     left out
 */
public record Document(Head head, Optional<Body> body, boolean sound) {

  /** Whether it is this very document: two of the same content are still two. */
  @SuppressWarnings("ReferenceEquality")
  public boolean is(@Nullable Document other) {
    return this == other;
  }
}
