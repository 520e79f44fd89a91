package dev.redthread.normalize;

/** What is wrong in a configuration file, where, and what to do about it. */
public record Problem(String file, int line, int column, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
