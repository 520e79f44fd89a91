package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.sink.Document;

/**
 * What was last written of a document.
 *
 * @param version its version
 * @param compressed its JSON, by {@link OriginalBytes}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LastWritten(long version, byte[] compressed) {

  static LastWritten of(Document document) {
    return new LastWritten(document.version(), OriginalBytes.compress(document.json()));
  }

  byte[] json() {
    return OriginalBytes.expand(compressed);
  }
}
