package dev.redthread.pipeline.change;

import java.io.IOException;
import java.util.List;

/**
 * Looks at a place of pattern texts again and again.
 *
 * <p><i>Thread safety:</i> one thread at a time, but for {@link #wakeUp}.
 */
public interface PatternLook extends AutoCloseable {

  /**
   * What may come into force, each a set as a whole, the newest first: the first that can be run
   * counts.
   *
   * <p><i>Errors:</i> {@link IOException} when the place cannot be looked at now; nothing is lost
   * by it.
   */
  List<FoundTexts> look() throws IOException;

  /** Ends a look that waits, with an {@link IOException}. From any thread. */
  void wakeUp();

  @Override
  void close();
}
