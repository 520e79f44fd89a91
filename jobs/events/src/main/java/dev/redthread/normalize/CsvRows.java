package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.SourceMapping.CsvReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV text, each as a JSON object of its columns: RFC 4180, with line ends of any
 * kind. An empty cell is absent, and all others are texts; a mapping's kinds make numbers of them.
 *
 * <p><i>Errors:</i> none for data; a row that cannot be read is handed over as refused, and the
 * rows after it are read.
 *
 * <p><i>Cost:</i> bounded: what the rows come to as JSON may be no more than {@link #MOST_GROWTH}
 * times the largest record.
 *
 * <p><i>Thread safety:</i> none.
 */
final class CsvRows {
  /** Names are repeated in each row, so a hostile header could make any number of bytes. */
  private static final int MOST_GROWTH = 32;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] bytes;
  private final CsvReading reading;
  private final Limits limits;
  private final Sink sink;
  private final List<String> cells = new ArrayList<>();
  private List<String> columns;
  private int at;
  private long written;

  /** Takes the rows in their order. */
  interface Sink {
    /** A row as JSON. */
    void row(byte[] json) throws IOException;

    /** A part of the bytes that is no row. */
    void refused(Reason reason, String detail, int from, int to);
  }

  private CsvRows(byte[] bytes, CsvReading reading, Limits limits, Sink sink) {
    this.bytes = bytes;
    this.reading = reading;
    this.limits = limits;
    this.sink = sink;
    columns = reading.columns();
  }

  /** Whether bytes that are no JSON are rows of a source. */
  static boolean isCsv(byte[] bytes, SourceMapping mapping) {
    if (mapping.csv() == null) {
      return false;
    }
    for (byte character : bytes) {
      if (character != ' ' && character != '\t' && character != '\r' && character != '\n') {
        return character != '{' && character != '[';
      }
    }
    return false;
  }

  /** Reads all rows of a text in UTF-8. */
  static void read(byte[] bytes, CsvReading reading, Limits limits, Sink sink) throws IOException {
    new CsvRows(bytes, reading, limits, sink).read();
  }

  private void read() throws IOException {
    at = startsWithMark() ? 3 : 0;
    boolean header = reading.header();
    boolean rows = false;
    while (at < bytes.length) {
      int from = at;
      boolean closed = row();
      if (cells.size() == 1 && cells.get(0).isBlank()) {
        continue;
      }
      if (!closed) {
        sink.refused(Reason.BAD_CSV, "a quote that is never closed", from, at);
        rows = true;
      } else if (header) {
        columns = cells.stream().map(String::strip).toList();
        header = false;
      } else if (reading.header() && cells.size() != columns.size()) {
        sink.refused(
            Reason.BAD_CSV,
            "a row of " + cells.size() + " cells below a header of " + columns.size(),
            from,
            at);
        rows = true;
      } else {
        rows = true;
        byte[] json = json();
        written += json.length;
        if (written > (long) MOST_GROWTH * limits.mostBytes()) {
          sink.refused(
              Reason.TOO_LARGE,
              "rows that come to more than " + MOST_GROWTH * limits.mostBytes() + " bytes",
              from,
              bytes.length);
          return;
        }
        sink.row(json);
      }
    }
    if (!rows) {
      sink.refused(Reason.BAD_CSV, "no row below the header", 0, bytes.length);
    }
  }

  private boolean startsWithMark() {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  /** Reads the cells of a row and its line end; false when a quote stays open. */
  private boolean row() {
    cells.clear();
    ByteArrayOutputStream cell = new ByteArrayOutputStream();
    boolean quoted = false;
    while (at < bytes.length) {
      byte character = bytes[at++];
      if (quoted) {
        if (character != '"') {
          cell.write(character);
        } else if (at < bytes.length && bytes[at] == '"') {
          cell.write(character);
          at++;
        } else {
          quoted = false;
        }
      } else if (character == '"' && cell.size() == 0) {
        quoted = true;
      } else if (character == reading.separator()) {
        end(cell);
      } else if (character == '\n' || character == '\r') {
        if (character == '\r' && at < bytes.length && bytes[at] == '\n') {
          at++;
        }
        end(cell);
        return true;
      } else {
        cell.write(character);
      }
    }
    end(cell);
    return !quoted;
  }

  private void end(ByteArrayOutputStream cell) {
    cells.add(cell.toString(StandardCharsets.UTF_8));
    cell.reset();
  }

  private byte[] json() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(json)) {
      generator.writeStartObject();
      for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
        if (!cells.get(i).isEmpty() && !columns.get(i).isEmpty()) {
          generator.writeStringField(columns.get(i), cells.get(i));
        }
      }
      generator.writeEndObject();
    }
    return json.toByteArray();
  }
}
