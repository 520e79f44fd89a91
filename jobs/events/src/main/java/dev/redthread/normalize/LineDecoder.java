package dev.redthread.normalize;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.SourceMapping.CsvReading;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the lines of one file. Where it is a CSV file of a source whose columns are named by a
 * header, the first line is kept, and stands above each later one, which then is a record by
 * itself. Where a row has line ends within quotes, its lines count as one.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class LineDecoder {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final String NEVER_CLOSED =
      "a quote that is never closed, or not at the end of its cell, on the "
          + OpenRow.MOST_LINES
          + " lines and "
          + OpenRow.MOST_BYTES
          + " bytes from here: the next line is read by itself";

  private final RecordDecoder decoder;
  private final @Nullable String source;
  private final @Nullable CsvReading csv;
  private byte @Nullable [] header;

  /**
   * A decoder for a file.
   *
   * @param source the source the file is configured for, or null when each line names its own
   */
  public LineDecoder(Sources sources, RecordDecoder decoder, @Nullable String source) {
    this.decoder = decoder;
    this.source = source;
    csv =
        Optional.ofNullable(source).flatMap(sources::mapping).map(SourceMapping::csv).orElse(null);
  }

  /** Whether a line that is not blank may be the first, and name the columns. */
  public boolean wantsHeader() {
    return csv != null && csv.header() && header == null;
  }

  /** The row that a line begins; nothing where the line is whole. */
  public Optional<OpenRow> opened(byte[] line, int end) {
    if (csv == null || isJson(line) || !holdsQuote(line)) {
      return Optional.empty();
    }
    OpenRow row = new OpenRow(csv.separator());
    return row.add(line, begin(line), end) == OpenRow.State.OPEN
        ? Optional.of(row)
        : Optional.empty();
  }

  /** What a line holds, or several that are one row; nothing when it is the header. */
  public Optional<Decoded> decode(byte[] line) {
    if (csv == null || !csv.header() || isJson(line)) {
      return Optional.of(decoder.decode(source, line));
    }
    byte[] above = header;
    if (above == null) {
      header = line;
      return Optional.empty();
    }
    byte[] both = Arrays.copyOf(above, above.length + 1 + line.length);
    both[above.length] = '\n';
    System.arraycopy(line, 0, both, above.length + 1, line.length);
    return Optional.of(decoder.decode(source, both));
  }

  /** What a line is that begins a row which no line ends; nothing when it is the header. */
  public Optional<Decoded> decodeUnended(byte[] line) {
    return wantsHeader()
        ? decode(line)
        : Optional.of(
            new Decoded.Refused(source == null ? "" : source, Reason.BAD_CSV, NEVER_CLOSED, line));
  }

  /** Behind the byte order mark, which only the first line of a text may have. */
  private int begin(byte[] line) {
    return header == null && Arrays.mismatch(line, MARK) == MARK.length ? MARK.length : 0;
  }

  private static boolean holdsQuote(byte[] line) {
    for (byte character : line) {
      if (character == '"') {
        return true;
      }
    }
    return false;
  }

  private static boolean isJson(byte[] line) {
    return line.length > 0 && (line[0] == '{' || line[0] == '[');
  }
}
