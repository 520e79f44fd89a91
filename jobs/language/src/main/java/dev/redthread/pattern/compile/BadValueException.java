package dev.redthread.pattern.compile;

import dev.redthread.pattern.diagnostic.Code;
import org.jspecify.annotations.Nullable;

/** A value that its modifiers cannot take, with the reason for its author. */
final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;
  private final String reason;
  private final @Nullable String hint;

  BadValueException(Code code, String reason, @Nullable String hint) {
    super(reason);
    this.code = code;
    this.reason = reason;
    this.hint = hint;
  }

  BadValueException(String reason) {
    this(Code.BAD_VALUE, reason, null);
  }

  Code code() {
    return code;
  }

  String reason() {
    return reason;
  }

  @Nullable String hint() {
    return hint;
  }
}
