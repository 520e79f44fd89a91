package dev.redthread.pipeline;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.pipeline.operator.WireTypes;
import dev.redthread.pipeline.source.Delivered;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** A bounded input out of lines, which several readers share. */
final class RecordedLines {

  /** One vendor record and when it was received; a line without a source is refused. */
  record Line(String source, long receivedTime, String json) implements Serializable {}

  private RecordedLines() {}

  static Inputs.Input input(List<Line> lines) {
    return input(lines, RateLimiterStrategy.noOp());
  }

  static Inputs.Input input(List<Line> lines, RateLimiterStrategy<?> pace) {
    ArrayList<Line> held = new ArrayList<>(lines);
    GeneratorFunction<Long, Delivered> read = index -> delivered(held, index);
    return new Inputs.Input(
        "lines",
        "Lines",
        new DataGeneratorSource<>(read, held.size(), pace, WireTypes.DELIVERED),
        WatermarkStrategy.<Delivered>forMonotonousTimestamps()
            .withTimestampAssigner((delivered, recordTime) -> delivered.receivedTime()),
        Optional.empty());
  }

  private static Delivered delivered(List<Line> lines, long index) {
    Line line = lines.get(Math.toIntExact(index));
    Origin origin = new Origin("lines.ndjson", 0, index + 1);
    byte[] bytes = line.json().getBytes(StandardCharsets.UTF_8);
    return line.source().isEmpty()
        ? new Delivered.Refused(
            new DeadLetter(
                "",
                origin,
                line.receivedTime(),
                DeadLetter.Reason.BAD_ENVELOPE,
                "no source",
                bytes))
        : new Delivered.Accepted(
            new RawRecord(line.source(), line.receivedTime(), 0, bytes, origin));
  }
}
