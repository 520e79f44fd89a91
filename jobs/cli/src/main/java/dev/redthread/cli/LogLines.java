package dev.redthread.cli;

import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.source.FileLines;
import dev.redthread.pipeline.source.LogDecoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The records in files of logs, as a job reads them.
 *
 * <p><i>Thread safety:</i> none.
 */
final class LogLines {
  private final Sources sources;
  private final @Nullable String source;

  /**
   * @param source the log source of files of bare vendor events; null for recorded logs
   */
  LogLines(Sources sources, @Nullable String source) {
    this.sources = sources;
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
    try (FileLines lines = FileLines.open(new LogDecoding(sources, source), file, 0)) {
      long number = 0;
      for (FileLines.Row row = lines.next(); row != null; row = lines.next()) {
        Origin origin = new Origin(String.valueOf(file.getFileName()), 0, number + 1);
        number += row.lines();
        lines.decode(row).ifPresent(found -> each.accept(found, origin));
      }
    }
  }
}
