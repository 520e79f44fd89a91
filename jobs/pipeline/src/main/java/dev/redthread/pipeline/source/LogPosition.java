package dev.redthread.pipeline.source;

/**
 * How far a file was read.
 *
 * <p><i>Units:</i> {@code received} is milliseconds since 1970 UTC.
 *
 * @param file its path
 * @param offset the byte at which the next line begins, after decompression
 * @param line how many lines lie before it
 * @param received the running maximum of the received times so far
 */
record LogPosition(String file, long offset, long line, long received) {

  static LogPosition start(String file) {
    return new LogPosition(file, 0, 0, 0);
  }
}
