package dev.redthread.pipeline.sink;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Finds what was written, where it is stored. */
public interface DocumentSearch extends Serializable {

  /**
   * Finds the documents that hold or hold no more, by when they were last written. Blocks.
   *
   * <p><i>Errors:</i> an {@link IOException} where it may work later, a {@link SinkFailure} where
   * it will not. Some pages may have been taken by then.
   *
   * @param after exclusive, in milliseconds since 1970 UTC
   * @param until inclusive
   * @param pages takes them as they come
   */
  void find(long after, long until, Pages pages) throws IOException, InterruptedException;

  /** Takes some of the documents that were found. */
  interface Pages {
    void take(List<Document> documents) throws InterruptedException;
  }
}
