package dev.redthread.pipeline.pull;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.CsvRows;
import dev.redthread.normalize.Pull;
import dev.redthread.normalize.SourceMapping.CsvReading;
import dev.redthread.normalize.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a listed record leads to.
 *
 * @param records each as JSON; of CSV the rows under its header, as objects of texts
 * @param refused what is no record
 */
record ItemBody(List<byte[]> records, List<Part> refused) {
  private static final CsvReading CSV = new CsvReading(true, List.of(), ',');

  /** How much longer than a file its rows may be as JSON, which repeats the header in each. */
  private static final long MOST_GROWTH = 4;

  /** A part of a body that is no record, and why. */
  @SuppressWarnings("ArrayRecordComponent")
  record Part(Reason reason, String detail, byte[] bytes) {}

  ItemBody {
    records = List.copyOf(records);
    refused = List.copyOf(refused);
  }

  static ItemBody of(byte[] body, Pull.Format format, int mostBytes) {
    try {
      return switch (format) {
        case JSON -> new ItemBody(PageBody.read(body, "", false).records(), List.of());
        case CSV -> csv(body, mostBytes);
      };
    } catch (UnreadableBody bad) {
      return new ItemBody(List.of(), List.of(new Part(bad.reason(), bad.detail(), body)));
    }
  }

  private static ItemBody csv(byte[] body, int mostBytes) throws UnreadableBody {
    if (!Utf8.valid(body)) {
      throw new UnreadableBody(Reason.NOT_UTF8, "the file is not UTF-8");
    }
    List<byte[]> rows = new ArrayList<>();
    List<Part> refused = new ArrayList<>();
    CsvRows.Sink sink =
        new CsvRows.Sink() {
          @Override
          public void row(byte[] json) {
            rows.add(json);
          }

          @Override
          public void refused(Reason reason, String detail, int from, int to) {
            refused.add(new Part(reason, detail, Arrays.copyOfRange(body, from, to)));
          }
        };
    try {
      CsvRows.read(body, CSV, MOST_GROWTH * mostBytes, sink);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
    return new ItemBody(rows, refused);
  }
}
