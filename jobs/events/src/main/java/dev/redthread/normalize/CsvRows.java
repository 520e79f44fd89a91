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
 * <p><i>Cost:</i> bounded by what the rows may come to as JSON: names are repeated in each row, so
 * a hostile header could make any number of bytes.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class CsvRows {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final byte[] bytes;
  private final CsvReading reading;
  private final long mostBytes;
  private final Sink sink;
  private final List<String> cells = new ArrayList<>();
  private List<String> columns;
  private int at;
  private long written;

  /** Takes the rows in their order. */
  public interface Sink {
    /** A row as JSON. */
    void row(byte[] json) throws IOException;

    /** A part of the bytes that is no row. */
    void refused(Reason reason, String detail, int from, int to);
  }

  private CsvRows(byte[] bytes, CsvReading reading, long mostBytes, Sink sink) {
    this.bytes = bytes;
    this.reading = reading;
    this.mostBytes = mostBytes;
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

  /**
   * Reads all rows of a text in UTF-8.
   *
   * @param mostBytes what they may come to as JSON; those behind that are refused together
   * @return whether there was anything but a header
   * @throws IOException when the sink fails
   */
  public static boolean read(byte[] bytes, CsvReading reading, long mostBytes, Sink sink)
      throws IOException {
    return new CsvRows(bytes, reading, mostBytes, sink).read();
  }

  private boolean read() throws IOException {
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
        if (written > mostBytes) {
          sink.refused(
              Reason.TOO_LARGE,
              "rows that come to more than " + mostBytes + " bytes",
              from,
              bytes.length);
          return true;
        }
        sink.row(json);
      }
    }
    return rows;
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
