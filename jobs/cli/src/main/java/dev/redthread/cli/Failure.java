package dev.redthread.cli;

/** What went wrong, said to the user in one line: exit code 1, no stack trace. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  Failure(String message) {
    super(message);
  }
}
