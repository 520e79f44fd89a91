package dev.redthread.pipeline.pull;

import dev.redthread.event.DeadLetter.Reason;

/** An answer came, and holds nothing that can be read. */
final class UnreadableBody extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;
  private final String detail;

  UnreadableBody(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
    this.detail = detail;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
