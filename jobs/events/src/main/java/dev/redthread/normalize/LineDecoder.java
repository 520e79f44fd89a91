package dev.redthread.normalize;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the lines of one file. Where it is a CSV file of a source whose columns are named by a
 * header, the first line is kept, and stands above each later one, which then is a record by
 * itself.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class LineDecoder {
  private final RecordDecoder decoder;
  private final @Nullable String source;
  private final boolean csv;
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
        Optional.ofNullable(source)
            .flatMap(sources::mapping)
            .map(SourceMapping::csv)
            .filter(SourceMapping.CsvReading::header)
            .isPresent();
  }

  /** Whether a line that is not blank may be the first, and name the columns. */
  public boolean wantsHeader() {
    return csv && header == null;
  }

  /** What a line holds; nothing when it is the header. */
  public Optional<Decoded> decode(byte[] line) {
    if (!csv || isJson(line)) {
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

  private static boolean isJson(byte[] line) {
    return line.length > 0 && (line[0] == '{' || line[0] == '[');
  }
}
