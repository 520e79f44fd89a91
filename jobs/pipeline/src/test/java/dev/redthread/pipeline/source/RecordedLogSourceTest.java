package dev.redthread.pipeline.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.WireTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedLogSourceTest {
  private static final Sources SOURCES =
      Sources.read(
          Map.of(
              "test.yml",
              """
              sources:
                - name: test.log
                  title: A log for this test
                  logsources: [{product: test}]
                  delay: {typical: 1m, max: 30m}
              dedup: id
              id: id
              time:
                - {path: at, format: epoch_ms}
              fields:
                event.action: type
              """));

  @TempDir Path folder;

  private static String line(String id, long received) {
    return "{\"source\":\"test.log\",\"received\":%d,\"event\":{\"id\":\"%s\"}}"
        .formatted(received, id);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static RecordedLogReader reader(LogSplit split) {
    RecordedLogReader reader =
        new RecordedLogReader(new LogDecoding(SOURCES, null), Clock.systemUTC());
    reader.addSplits(List.of(split));
    reader.notifyNoMoreSplits();
    return reader;
  }

  private static LogSplit split(Path... files) {
    List<LogPosition> positions = new ArrayList<>();
    for (Path file : files) {
      positions.add(LogPosition.start(file.toString()));
    }
    return new LogSplit(positions);
  }

  private static Captured readAll(RecordedLogReader reader) throws IOException {
    Captured output = new Captured();
    InputStatus status = InputStatus.MORE_AVAILABLE;
    while (status != InputStatus.END_OF_INPUT) {
      status = reader.pollNext(output);
    }
    reader.close();
    return output;
  }

  /** What a line held: the record's text, or why it is refused. */
  private static List<String> contents(List<Delivered> delivered) {
    List<String> contents = new ArrayList<>();
    for (Delivered one : delivered) {
      one.to(
          record -> contents.add(new String(record.bytes(), UTF_8)),
          letter -> contents.add(letter.reason().name()));
    }
    return contents;
  }

  private static String event(String id) {
    return "{\"id\":\"" + id + "\"}";
  }

  @Test
  void mergesByReceivedTimeWithTiesInTheOrderOfTheFiles() throws IOException {
    Path first = file("first", line("b", 20) + "\n" + line("d", 30) + "\n");
    Path second = file("second", line("a", 10) + "\n" + line("c", 20) + "\n" + line("e", 40));

    Captured read = readAll(reader(split(first, second)));

    assertThat(contents(read.records()))
        .containsExactly(event("a"), event("b"), event("c"), event("d"), event("e"));
    assertThat(read.times()).containsExactly(10L, 20L, 20L, 30L, 40L);
    assertThat(read.watermarks()).containsExactly(9L, 19L, 29L, 39L);
  }

  @Test
  void aLineThatWasReceivedBeforeTheOneAboveItCountsAsReceivedWithIt() throws IOException {
    Path file = file("log", line("a", 50) + "\n" + line("b", 40) + "\n" + line("c", 60) + "\n");

    Captured read = readAll(reader(split(file)));

    assertThat(read.times()).containsExactly(50L, 50L, 60L);
    assertThat(read.records()).extracting(Delivered::receivedTime).isEqualTo(read.times());
  }

  @Test
  void aBareRecordIsReceivedAtTheRunningMaximumOfEventTimes() throws IOException {
    Path file = file("bare", "{\"id\":1,\"at\":50}\n{\"id\":2,\"at\":40}\n{\"id\":3,\"at\":60}\n");
    RecordedLogReader reader =
        new RecordedLogReader(new LogDecoding(SOURCES, "test.log"), Clock.systemUTC());
    reader.addSplits(List.of(split(file)));
    reader.notifyNoMoreSplits();

    assertThat(readAll(reader).times()).containsExactly(50L, 50L, 60L);
  }

  @Test
  void goesOnExactlyWhereverItWasStopped() throws IOException {
    Path first = file("first", line("b", 20) + "\r\n\n" + line("x", 10) + "\n" + line("d", 30));
    Path second = file("second", line("a", 10) + "\nnothing\n" + line("e", 40) + "\n");
    LogSplitSerializer bytes = new LogSplitSerializer();
    Captured whole = readAll(reader(split(first, second)));
    assertThat(whole.records()).hasSize(6);

    for (int stop = 0; stop <= whole.records().size(); stop++) {
      Captured before = new Captured();
      LogSplit stopped;
      try (RecordedLogReader reader = reader(split(first, second))) {
        for (int i = 0; i < stop; i++) {
          assertThat(reader.pollNext(before)).isEqualTo(InputStatus.MORE_AVAILABLE);
        }
        stopped = bytes.deserialize(1, bytes.serialize(reader.snapshotState(1).get(0)));
      }
      Captured after = readAll(reader(stopped));

      List<String> both = new ArrayList<>(contents(before.records()));
      both.addAll(contents(after.records()));
      List<Object> origins = new ArrayList<>();
      before.records().forEach(one -> origins.add(one.origin()));
      after.records().forEach(one -> origins.add(one.origin()));
      List<Long> times = new ArrayList<>(before.times());
      times.addAll(after.times());
      assertThat(both).isEqualTo(contents(whole.records()));
      assertThat(origins).isEqualTo(whole.records().stream().map(Delivered::origin).toList());
      assertThat(times).isEqualTo(whole.times());
    }
  }

  @Test
  void theHeaderOfCsvIsNoRecordAndStandsAboveEachRowAlsoOfTheRest() throws IOException {
    Sources csv =
        Sources.read(
            Map.of(
                "csv.yml",
                """
                sources: [{name: csv.log, title: A, delay: {typical: 1m, max: 1m}}]
                csv: {header: true}
                dedup: id
                id: id
                time: [{path: at, format: epoch_ms}]
                """));
    Path file = file("rows.csv", "\nid,at\n1,50\n2,60\n");
    Captured before = new Captured();
    LogSplit stopped;
    try (RecordedLogReader reader = csvReader(csv, split(file))) {
      assertThat(reader.pollNext(before)).isEqualTo(InputStatus.MORE_AVAILABLE);
      stopped = reader.snapshotState(1).get(0);
    }
    Captured after = readAll(csvReader(csv, stopped));

    assertThat(contents(before.records())).containsExactly("id,at\n1,50");
    assertThat(contents(after.records())).containsExactly("id,at\n2,60");
    assertThat(after.times()).containsExactly(60L);
    assertThat(after.records().get(0).origin().position()).isEqualTo(4);
  }

  private static RecordedLogReader csvReader(Sources sources, LogSplit split) {
    RecordedLogReader reader =
        new RecordedLogReader(new LogDecoding(sources, "csv.log"), Clock.systemUTC());
    reader.addSplits(List.of(split));
    reader.notifyNoMoreSplits();
    return reader;
  }

  @Test
  void aLineTooLongToHoldIsRefusedAndTheNextIsRead() throws IOException {
    int most = new LogDecoding(SOURCES, null).mostLineBytes();
    Path file = file("long", "x".repeat(most + 1) + "\n" + line("a", 10) + "\n");

    Captured read = readAll(reader(split(file)));

    assertThat(contents(read.records())).containsExactly(Reason.TOO_LARGE.name(), event("a"));
    assertThat(read.records().get(1).origin().position()).isEqualTo(2);
  }

  @Test
  void blankLinesAreNothingButCounted() throws IOException {
    Path file = file("blank", "\n \t\r\n" + line("a", 10) + "\r\n\n" + line("b", 20));

    Captured read = readAll(reader(split(file)));

    assertThat(contents(read.records())).containsExactly(event("a"), event("b"));
    assertThat(read.records()).extracting(one -> one.origin().position()).containsExactly(3L, 5L);
  }

  @Test
  void aFileThatCannotBeUnpackedIsReadAsFarAsItCanAndHoldsNobodyUp() throws IOException {
    byte[] packed = packed(line("a", 10) + "\n" + line("b", 20) + "\n");
    Path other = file("other", line("c", 30));
    List<String> whole = List.of(event("a"), event("b"));
    for (int length = 0; length < packed.length; length++) {
      Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, length));

      Captured captured = readAll(reader(split(cut, other)));

      List<String> contents = new ArrayList<>(contents(captured.records()));
      assertThat(contents).as("cut at %s", length).contains(event("c")).doesNotHaveDuplicates();
      contents.remove(event("c"));
      assertThat(contents).last().isEqualTo(Reason.BAD_GZIP.name());
      int read = contents.size() - 1;
      assertThat(contents.subList(0, read)).isEqualTo(whole.subList(0, read));
    }
  }

  @Test
  void aDamagedLineIsRefusedAsTheSameAfterARestart() throws IOException {
    byte[] packed = packed(line("a", 10) + "\n" + line("b", 20) + "\n");
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 12));
    Captured before = new Captured();
    LogSplit stopped;
    try (RecordedLogReader reader = reader(split(cut))) {
      while (reader.pollNext(before) == InputStatus.MORE_AVAILABLE) {
        // Until the end.
      }
      stopped = reader.snapshotState(1).get(0);
    }
    Captured after = readAll(reader(stopped));

    List<Delivered> letters = new ArrayList<>(before.records());
    letters.removeIf(one -> one instanceof Delivered.Accepted);
    assertThat(letters).hasSize(1);
    assertThat(contents(after.records())).isEqualTo(contents(letters));
    assertThat(after.records().get(0).origin()).isEqualTo(letters.get(0).origin());
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void readsCompressedFilesAndRunsInAJobWithItsOwnWatermarks() throws Exception {
    Path file = folder.resolve("log.ndjson.gz");
    Files.write(file, packed(line("a", 10) + "\n" + line("b", 20) + "\n"));
    Observed observed = new Observed();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            FlinkSettings.finite(1, StateBackend.HEAP));
    env.fromSource(
            RecordedLogSource.of(List.of(file), SOURCES),
            WatermarkStrategy.noWatermarks(),
            "Files",
            WireTypes.DELIVERED)
        .uid("files")
        .sinkTo(observed)
        .uid("observed");

    env.execute("files");

    assertThat(observed.records())
        .extracting(Observed.Seen.One::timestamp)
        .containsExactly(10L, 20L);
    assertThat(observed.watermarks())
        .extracting(Observed.Seen.Clock::watermark)
        .containsExactly(9L, 19L, Long.MAX_VALUE);
  }
}
