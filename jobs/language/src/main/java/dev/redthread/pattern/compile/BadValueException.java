package dev.redthread.pattern.compile;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** A value that its modifiers cannot take, with the reason for its author. */
final class BadValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;
  private final String reason;
  private final @Nullable String hint;

  /** How far into the value it is wrong. */
  private final int at;

  BadValueException(Code code, String reason, @Nullable String hint) {
    this(code, 0, reason, hint);
  }

  BadValueException(Code code, int at, String reason, @Nullable String hint) {
    super(reason);
    this.code = code;
    this.reason = reason;
    this.hint = hint;
    this.at = at;
  }

  BadValueException(String reason) {
    this(Code.BAD_VALUE, reason, null);
  }

  /** Where in the file the value is wrong. */
  Place in(YamlNode.Scalar value) {
    return at == 0 ? value.place() : value.placeAt(at);
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
