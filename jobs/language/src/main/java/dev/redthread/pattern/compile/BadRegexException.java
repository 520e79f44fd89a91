package dev.redthread.pattern.compile;

import org.jspecify.annotations.Nullable;

/** An expression that cannot be matched in linear time, or is none. */
final class BadRegexException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final @Nullable String hint;

  BadRegexException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  @Nullable String hint() {
    return hint;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
