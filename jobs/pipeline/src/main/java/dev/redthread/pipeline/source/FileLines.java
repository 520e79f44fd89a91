package dev.redthread.pipeline.source;

import dev.redthread.event.DeadLetter;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.LineDecoder;
import dev.redthread.pipeline.source.LineReader.Line;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one file from some place on, and what they hold.
 *
 * <p><i>Units:</i> offsets count bytes of the text, after decompression.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class FileLines implements Closeable {
  private final LogDecoding decoding;
  private final LineReader lines;
  private final LineDecoder decoder;

  private FileLines(LogDecoding decoding, LineReader lines) {
    this.decoding = decoding;
    this.lines = lines;
    this.decoder = decoding.lines();
  }

  /**
   * Opens a file. Where its columns are named by a header, that is read first.
   *
   * @param from where a line begins
   */
  public static FileLines open(LogDecoding decoding, Path file, long from) throws IOException {
    FileLines opened = new FileLines(decoding, reader(decoding, file, from));
    if (from > 0 && opened.decoder.wantsHeader()) {
      opened.readHeader(file);
    }
    return opened;
  }

  private static LineReader reader(LogDecoding decoding, Path file, long from) throws IOException {
    return LineReader.open(file, decoding.mostLineBytes(), DeadLetter.MOST_BYTES, from);
  }

  private void readHeader(Path file) throws IOException {
    try (LineReader first = reader(decoding, file, 0)) {
      Line line = first.next();
      while (line != null && decoder.wantsHeader()) {
        if (!line.blank()) {
          Optional<Decoded> none = decoder.decode(line.bytes());
          if (none.isPresent()) {
            return;
          }
        }
        line = first.next();
      }
    }
  }

  /** As {@link LineReader#next}. */
  public @Nullable Line next() throws IOException {
    return lines.next();
  }

  /** As {@link LineReader#nextEnded}. */
  public @Nullable Line nextEnded() throws IOException {
    return lines.nextEnded();
  }

  /** What a line holds; nothing when it is blank, or the header of CSV. */
  public Optional<Decoded> decode(Line line) {
    return line.blank()
        ? Optional.empty()
        : line.refused(decoding.sourceName(), decoding.mostLineBytes())
            .or(() -> decoder.decode(line.bytes()));
  }

  /** Where the next line begins. */
  public long offset() {
    return lines.offset();
  }

  /** Behind the last byte that was read, be its line over or not. */
  public long position() {
    return lines.position();
  }

  /** As {@link LineReader#first}. */
  public byte[] first() {
    return lines.first();
  }

  /** As {@link LineReader#last}. */
  public byte[] last() {
    return lines.last();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
