package dev.redthread.pipeline.source;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.state.Sample;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/** How far sources have read, in each of the forms that a checkpoint holds. */
public final class SourceSamples {
  private SourceSamples() {}

  public static List<Sample<?>> samples() {
    LogSplit two =
        new LogSplit(
            List.of(new LogPosition("logs/a.ndjson", 12, 2, 99), LogPosition.start("logs/ü.gz")));
    var unassigned =
        RecordedLogSource.of(List.of(), Sources.read(Map.of())).getEnumeratorCheckpointSerializer();
    TopicPartition partition = new TopicPartition("okta", 3);
    return List.of(
        Sample.of("plain", two, new LogSplitSerializer()),
        Sample.of("ofNoFile", new LogSplit(List.of()), new LogSplitSerializer()),
        Sample.of("plain", List.of(two), unassigned),
        Sample.of("assigned", List.<LogSplit>of(), unassigned),
        Sample.of(
            "plain",
            new ClockedSplit(new KafkaPartitionSplit(partition, 44), 99),
            new ClockedSplitSerializer()),
        Sample.of(
            "endsAndFromTheBeginning",
            new ClockedSplit(
                new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET, 50), 0),
            new ClockedSplitSerializer()));
  }
}
