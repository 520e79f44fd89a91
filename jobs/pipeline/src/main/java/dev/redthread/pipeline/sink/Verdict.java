package dev.redthread.pipeline.sink;

/** What a status says about the one who sent the request. */
enum Verdict {
  STORED,
  /** A newer version is there already. */
  SUPERSEDED,
  /** The server cannot now: it is asked again, for as long as it takes. */
  LATER,
  /** This document will never be taken. */
  REJECTED,
  /** The set-up is wrong, not the document: the job fails and nothing is lost. */
  FORBIDDEN;

  static Verdict of(int status) {
    if (status < 300) {
      return STORED;
    }
    return switch (status) {
      case 409 -> SUPERSEDED;
      case 408, 429 -> LATER;
      case 400, 413 -> REJECTED;
      default -> status >= 500 ? LATER : FORBIDDEN;
    };
  }
}
