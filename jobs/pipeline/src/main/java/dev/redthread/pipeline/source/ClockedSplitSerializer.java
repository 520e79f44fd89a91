package dev.redthread.pipeline.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The connector's bytes of a partition with their version, and the clock before them. */
final class ClockedSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

  private static final int VERSION = 1;

  private final KafkaPartitionSplitSerializer splits = new KafkaPartitionSplitSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(ClockedSplit.received(split));
    out.writeInt(splits.getVersion());
    out.write(splits.serialize(split));
    return bytes.toByteArray();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("offsets of version " + version + " are newer than this Redthread");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    long received = in.readLong();
    int inner = in.readInt();
    return new ClockedSplit(splits.deserialize(inner, in.readAllBytes()), received);
  }
}
