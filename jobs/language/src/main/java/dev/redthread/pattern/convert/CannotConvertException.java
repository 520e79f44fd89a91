package dev.redthread.pattern.convert;

/** What no Sigma 2 document says, with the reason for its author. */
final class CannotConvertException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotConvertException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
