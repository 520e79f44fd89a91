package dev.redthread.pipeline.source;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.RecordDecoder;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.operator.WireTypes;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One {@link Delivered} for each record of a topic, whatever is in it. */
final class KafkaDelivery implements KafkaRecordDeserializationSchema<Delivered> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an immutable map of texts
  private final Map<String, String> sourceByTopic;

  private final Sources sources;
  private transient @Nullable RecordDecoder decoder;

  KafkaDelivery(Map<String, String> sourceByTopic, Sources sources) {
    this.sourceByTopic = Map.copyOf(sourceByTopic);
    this.sources = sources;
  }

  @Override
  public void open(InitializationContext context) {
    decoder = new RecordDecoder(sources);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<Delivered> out) {
    out.collect(delivered(kafka));
  }

  private Delivered delivered(ConsumerRecord<byte[], byte[]> kafka) {
    String source = sourceByTopic.getOrDefault(kafka.topic(), "");
    Origin origin = new Origin(kafka.topic(), kafka.partition(), kafka.offset());
    byte[] value = kafka.value();
    if (value == null) {
      return new Delivered.Refused(
          new DeadLetter(
              source,
              origin,
              kafka.timestamp(),
              Reason.NOT_JSON,
              "the record has no value; a topic of logs must not be compacted",
              new byte[0]));
    }
    Decoded decoded =
        Objects.requireNonNull(decoder, "open comes first")
            .decode(source.isEmpty() ? null : source, value);
    return decoded instanceof Decoded.Found found
        ? new Delivered.Accepted(found.at(kafka.timestamp(), Clock.systemUTC().millis(), origin))
        : new Delivered.Refused(((Decoded.Refused) decoded).at(kafka.timestamp(), origin));
  }

  @Override
  public TypeInformation<Delivered> getProducedType() {
    return WireTypes.DELIVERED;
  }
}
