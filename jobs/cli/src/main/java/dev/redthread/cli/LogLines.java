package dev.redthread.cli;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.LineDecoder;
import dev.redthread.normalize.RecordDecoder;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.source.LineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The records in files of logs, as a job reads them.
 *
 * <p><i>Thread safety:</i> none.
 */
final class LogLines {
  private final Sources sources;
  private final RecordDecoder records;
  private final @Nullable String source;

  /**
   * @param source the log source of files of bare vendor events; null for recorded logs
   */
  LogLines(Sources sources, @Nullable String source) {
    this.sources = sources;
    this.records = new RecordDecoder(sources);
    this.source = source;
  }

  /**
   * Hands over what each line of a file is.
   *
   * <p><i>Errors:</i> a {@link Failure} when it is no file that can be read.
   */
  void read(Path file, BiConsumer<Decoded, Origin> each) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Failure(file + " is no file that can be read");
    }
    try (LineReader lines =
        LineReader.open(file, RecordDecoder.MOST_LINE_BYTES, DeadLetter.MOST_BYTES, 0)) {
      LineDecoder decoder = new LineDecoder(sources, records, source);
      long number = 0;
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        number++;
        Origin origin = new Origin(String.valueOf(file.getFileName()), 0, number);
        decoded(line, decoder).ifPresent(found -> each.accept(found, origin));
      }
    }
  }

  private Optional<Decoded> decoded(LineReader.Line line, LineDecoder decoder) {
    return line.blank()
        ? Optional.empty()
        : line.refused(source == null ? "" : source, RecordDecoder.MOST_LINE_BYTES)
            .or(() -> decoder.decode(line.bytes()));
  }
}
