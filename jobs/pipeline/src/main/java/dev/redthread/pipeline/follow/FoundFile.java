package dev.redthread.pipeline.follow;

import java.nio.file.Path;

/**
 * A file as a look found it.
 *
 * <p><i>Units:</i> {@code size} is bytes on the disk, {@code modified} milliseconds since 1970 UTC.
 *
 * @param key what the file system knows it by, whatever it is called; its path where that has none
 */
record FoundFile(Path path, String key, long size, long modified) {

  /** Whether it is a packed text, which cannot be read before all of it is there. */
  boolean packed() {
    return path.toString().endsWith(".gz");
  }
}
