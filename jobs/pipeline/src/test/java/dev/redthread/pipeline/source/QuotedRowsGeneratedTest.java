package dev.redthread.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.OpenRow;
import dev.redthread.pipeline.source.QuotedRows.Expected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of CSV with line ends in their cells, in files, packed or not, stopped anywhere. */
final class QuotedRowsGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 400);

  @TempDir Path folder;

  /** Faults that what is expected of the cases must notice, each as what would be read. */
  private static Map<String, UnaryOperator<List<Expected>>> faults() {
    Map<String, UnaryOperator<List<Expected>>> faults = new LinkedHashMap<>();
    faults.put("each line by itself", QuotedRowsGeneratedTest::lines);
    faults.put(
        "a quote takes the rest along",
        read -> {
          int first = read.stream().map(Expected::text).toList().indexOf(QuotedRows.REFUSED);
          return first < 0 ? read : read.subList(0, first + 1);
        });
    faults.put(
        "counts records",
        read -> {
          List<Expected> counted = new ArrayList<>();
          read.forEach(one -> counted.add(new Expected(counted.size() + 1L, one.text())));
          return counted;
        });
    faults.put(
        "loses carriage returns",
        read ->
            read.stream()
                .map(one -> new Expected(one.line(), one.text().replace("\r\n", "\n")))
                .toList());
    return faults;
  }

  private static List<Expected> lines(List<Expected> read) {
    List<Expected> lines = new ArrayList<>();
    for (Expected one : read) {
      int below = one.text().indexOf("te\"\n");
      String header = below < 0 ? "" : one.text().substring(0, below + 4);
      int number = 0;
      for (String line : one.text().substring(header.length()).split("\r?\n", -1)) {
        lines.add(new Expected(one.line() + number++, header + line));
      }
    }
    return lines;
  }

  @Test
  void eachRowIsOneRecordAndAStrayQuoteTakesNothingAlong() throws IOException {
    int several = 0;
    Map<String, Integer> noticed = new HashMap<>();
    for (int i = 0; i < CASES; i++) {
      SplittableRandom random = new SplittableRandom(FIRST_SEED + i);
      QuotedRows rows = new QuotedRows(random);
      Path file = file(rows, random.nextBoolean());
      List<Expected> read = read(file, random.nextInt(0, 8));
      assertThat(read).as("seed %d: %s", FIRST_SEED + i, rows.text()).isEqualTo(rows.expected());
      several += rows.several();
      faults()
          .forEach(
              (name, fault) -> {
                if (!fault.apply(read).equals(rows.expected())) {
                  noticed.merge(name, 1, Integer::sum);
                }
              });
    }
    assertThat(several).isGreaterThan(CASES);
    for (String fault : faults().keySet()) {
      assertThat(noticed.getOrDefault(fault, 0)).as(fault).isGreaterThan(CASES / 5);
    }
  }

  private Path file(QuotedRows rows, boolean packed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packed ? new GZIPOutputStream(bytes) : bytes) {
      out.write(rows.text().getBytes(UTF_8));
    }
    return Files.write(folder.resolve(packed ? "rows.csv.gz" : "rows.csv"), bytes.toByteArray());
  }

  /** All of a file, stopped after some records and gone on with from a checkpoint. */
  private static List<Expected> read(Path file, int stop) throws IOException {
    Captured output = new Captured();
    LogSplit from = new LogSplit(List.of(LogPosition.start(file.toString())));
    try (RecordedLogReader reader = reader(from)) {
      for (int i = 0; i < stop; i++) {
        if (reader.pollNext(output) == InputStatus.END_OF_INPUT) {
          break;
        }
      }
      from = reader.snapshotState(1).get(0);
    }
    try (RecordedLogReader reader = reader(from)) {
      while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
        // Until the end.
      }
    }
    List<Expected> read = new ArrayList<>();
    for (Delivered one : output.records()) {
      long line = one.origin().position();
      one.to(
          record -> read.add(new Expected(line, new String(record.bytes(), UTF_8))),
          letter -> read.add(new Expected(line, letter.reason().name())));
    }
    return read;
  }

  private static RecordedLogReader reader(LogSplit split) {
    RecordedLogReader reader =
        new RecordedLogReader(
            new LogDecoding(QuotedRows.SOURCES, QuotedRows.SOURCE), Clock.systemUTC());
    reader.addSplits(List.of(split));
    reader.notifyNoMoreSplits();
    return reader;
  }

  @Test
  void aQuoteThatIsNeverClosedIsBoundInLinesAndInBytes() throws IOException {
    assertThat(numbers("a,b\n1,\"x\n" + "y\n".repeat(OpenRow.MOST_LINES - 2) + "z\"\n"))
        .containsExactly("2");
    assertThat(numbers("a,b\n1,\"x\n" + "y,y\n".repeat(OpenRow.MOST_LINES - 1) + "z\"\n"))
        .startsWith("2 BAD_CSV", "3", "4")
        .hasSize(OpenRow.MOST_LINES + 1);
    String half = "y".repeat(OpenRow.MOST_BYTES / 2 - 10);
    assertThat(numbers("a,b\n1,\"x\n" + half + "\n" + half + "\"\n2,3\n"))
        .containsExactly("2", "5");
    assertThat(numbers("a,b\n1,\"x\n" + half + "\n" + half + "y".repeat(20) + "\"\n2,3\n"))
        .containsExactly("2 BAD_CSV", "3", "4", "5");
  }

  @Test
  void aLineThatIsTooLongOrDamagedEndsNoRow() throws IOException {
    int most = new LogDecoding(QuotedRows.SOURCES, QuotedRows.SOURCE).mostLineBytes();
    assertThat(numbers("a,b\n1,\"x\n" + "y".repeat(most + 1) + "\"\n2,3\n"))
        .containsExactly("2 BAD_CSV", "3 TOO_LARGE", "4");
  }

  /** The numbers of the lines that are something, with the reason where they are refused. */
  private List<String> numbers(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("bound.csv"), text);
    LogDecoding decoding = new LogDecoding(QuotedRows.SOURCES, QuotedRows.SOURCE);
    List<String> numbers = new ArrayList<>();
    long number = 1;
    try (FileLines lines = FileLines.open(decoding, file, 0)) {
      for (FileLines.Row row = lines.next(); row != null; row = lines.next()) {
        Optional<Decoded> decoded = lines.decode(row);
        if (decoded.isPresent()) {
          numbers.add(
              number
                  + (decoded.get() instanceof Decoded.Refused refused
                      ? " " + refused.reason()
                      : ""));
        }
        number += row.lines();
      }
    }
    return numbers;
  }
}
