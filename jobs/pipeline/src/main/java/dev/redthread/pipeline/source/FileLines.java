package dev.redthread.pipeline.source;

import dev.redthread.event.DeadLetter;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.LineDecoder;
import dev.redthread.normalize.OpenRow;
import dev.redthread.normalize.OpenRow.State;
import dev.redthread.pipeline.source.LineReader.Line;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one file from some place on, and what they hold. The lines of a row of CSV that has
 * line ends within quotes come together. Where they turn out to be no row, the first comes by
 * itself, and the others are looked at anew.
 *
 * <p><i>Units:</i> offsets count bytes of the text, after decompression.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class FileLines implements Closeable {
  private static final byte[][] LINE_ENDS = {{}, {'\n'}, {'\r', '\n'}};

  private final LogDecoding decoding;
  private final LineReader lines;
  private final LineDecoder decoder;
  private final List<Ahead> ahead = new ArrayList<>();
  private long offset;

  /** A line that was read and not yet handed over, and where the one after it begins. */
  private record Ahead(Line line, long behind) {
    boolean isWhole(LogDecoding decoding) {
      return line.refused(decoding.sourceName(), decoding.mostLineBytes()).isEmpty();
    }
  }

  /**
   * A line of a file, or several that are one row of CSV.
   *
   * @param line with the line ends between them as they are
   * @param lines how many
   * @param unended whether it begins a row that no line after it ends
   */
  public record Row(Line line, int lines, boolean unended) {
    /** As {@link Line#damaged}. */
    public boolean damaged() {
      return line.damaged();
    }
  }

  private FileLines(LogDecoding decoding, LineReader lines, LineDecoder decoder) {
    this.decoding = decoding;
    this.lines = lines;
    this.decoder = decoder;
    this.offset = lines.offset();
  }

  /**
   * Opens a file. Where its columns are named by a header, that is read first.
   *
   * @param from where a line begins
   */
  public static FileLines open(LogDecoding decoding, Path file, long from) throws IOException {
    FileLines opened = new FileLines(decoding, reader(decoding, file, from), decoding.lines());
    if (from > 0 && opened.decoder.wantsHeader()) {
      opened.readHeader(file);
    }
    return opened;
  }

  private static LineReader reader(LogDecoding decoding, Path file, long from) throws IOException {
    return LineReader.open(file, decoding.mostLineBytes(), DeadLetter.MOST_BYTES, from);
  }

  private void readHeader(Path file) throws IOException {
    try (FileLines first = new FileLines(decoding, reader(decoding, file, 0), decoder)) {
      Row row = first.next();
      while (row != null && decoder.wantsHeader()) {
        if (!row.line().blank()) {
          Optional<Decoded> none = decoder.decode(row.line().bytes());
          if (none.isPresent()) {
            return;
          }
        }
        row = first.next();
      }
    }
  }

  /** As {@link LineReader#next}. */
  public @Nullable Row next() throws IOException {
    return next(true);
  }

  /**
   * As {@link LineReader#nextEnded}; of a row of several lines nothing before the last one is
   * there.
   */
  public @Nullable Row nextEnded() throws IOException {
    return next(false);
  }

  private @Nullable Row next(boolean withoutEnd) throws IOException {
    Ahead first = ahead(0, withoutEnd);
    if (first == null) {
      return null;
    }
    Line line = first.line;
    Optional<OpenRow> opened =
        first.isWhole(decoding) ? decoder.opened(line.bytes(), line.end()) : Optional.empty();
    if (opened.isEmpty()) {
      return taken(new Row(line, 1, false));
    }
    State state = State.OPEN;
    int count = 1;
    while (state == State.OPEN) {
      Ahead more = ahead(count, withoutEnd);
      if (more == null && !withoutEnd) {
        return null;
      }
      state =
          more != null && more.isWhole(decoding)
              ? opened.get().add(more.line.bytes(), more.line.end())
              : State.NONE;
      count++;
    }
    return taken(
        state == State.WHOLE ? new Row(joined(count), count, false) : new Row(line, 1, true));
  }

  private @Nullable Ahead ahead(int index, boolean withoutEnd) throws IOException {
    if (index == ahead.size()) {
      Line line = withoutEnd ? lines.next() : lines.nextEnded();
      if (line == null) {
        return null;
      }
      ahead.add(new Ahead(line, lines.offset()));
    }
    return ahead.get(index);
  }

  private Row taken(Row row) {
    offset = ahead.get(row.lines - 1).behind;
    ahead.subList(0, row.lines).clear();
    return row;
  }

  private Line joined(int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = 0;
    for (Ahead one : ahead.subList(0, count)) {
      bytes.writeBytes(LINE_ENDS[end]);
      bytes.writeBytes(one.line.bytes());
      end = one.line.end();
    }
    return new Line(bytes.toByteArray(), bytes.size(), false, end);
  }

  /** What a row holds; nothing when it is blank, or the header of CSV. */
  public Optional<Decoded> decode(Row row) {
    Line line = row.line;
    if (line.blank()) {
      return Optional.empty();
    }
    Optional<Decoded> refused = line.refused(decoding.sourceName(), decoding.mostLineBytes());
    if (refused.isPresent()) {
      return refused;
    }
    return row.unended ? decoder.decodeUnended(line.bytes()) : decoder.decode(line.bytes());
  }

  /** Where the next row begins. */
  public long offset() {
    return offset;
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
