package dev.redthread.pipeline.follow;

import java.io.IOException;

/**
 * How far a file was read, as a checkpoint holds it.
 *
 * <p><i>Units:</i> times are milliseconds since 1970 UTC; {@code offset} is bytes of the text,
 * after decompression.
 *
 * @param number the how-manieth file of its feed it is; with a line's number it names that line
 * @param path where it was last found
 * @param key as {@link FoundFile#key}
 * @param offset where the next line begins
 * @param line how many lines lie before it
 * @param received the running maximum of the received times of its lines
 * @param head the first bytes
 * @param mark the bytes before a place up to which it was read
 * @param size how many bytes it had on the disk when it was last read to its end, -1 before
 * @param modified when it had last been written to then
 * @param lastFound the last look that found it
 */
record Place(
    int number,
    String path,
    String key,
    long offset,
    long line,
    long received,
    Mark head,
    Mark mark,
    long size,
    long modified,
    long lastFound) {

  static Place start(int number, FoundFile file, long at) {
    return new Place(
        number, file.path().toString(), file.key(), 0, 0, 0, Mark.NONE, Mark.NONE, -1, -1, at);
  }

  /** Whether nothing was written to it since it was read to its end. */
  boolean stands(FoundFile file) {
    return size == file.size() && modified == file.modified();
  }

  /** Whether a file may be it and have grown since. */
  boolean goesOnIn(FoundFile file) throws IOException {
    return (file.packed() || file.size() >= offset) && mark.holds(file.path());
  }
}
