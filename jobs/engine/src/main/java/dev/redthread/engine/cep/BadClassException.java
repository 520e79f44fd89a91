package dev.redthread.engine.cep;

import org.jspecify.annotations.Nullable;

/** A class is no pattern: what is wrong with it, and what to do. */
final class BadClassException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable String hint;

  BadClassException(String problem, @Nullable String hint) {
    super(problem);
    this.hint = hint;
  }

  @Nullable String hint() {
    return hint;
  }
}
