package dev.redthread.pipeline.source;

import java.io.IOException;
import java.time.Clock;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The connector's source with the received clock around its readers. */
final class ReceivedClockSource
    implements Source<Delivered, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1;

  private final KafkaSource<Delivered> records;
  private final Properties client;

  ReceivedClockSource(KafkaSource<Delivered> records, Properties client) {
    this.records = records;
    this.client = client;
  }

  @Override
  public Boundedness getBoundedness() {
    return records.getBoundedness();
  }

  @Override
  public SourceReader<Delivered, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    Clock wallClock = Clock.systemUTC();
    return new ReceivedClockReader(
        records.createReader(context), new PartitionProbe(client, wallClock), wallClock);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return records.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    return records.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new ClockedSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return records.getEnumeratorCheckpointSerializer();
  }
}
