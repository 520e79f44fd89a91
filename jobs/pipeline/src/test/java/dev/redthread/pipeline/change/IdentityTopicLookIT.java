package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pipeline.source.KafkaBroker;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topic of names on a real broker, to which partitions are added. */
final class IdentityTopicLookIT {
  private static final String NAMES = "names";

  private static void publish(Map<String, Object> client, int partition, String name)
      throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(NAMES, partition, name, "{\"person\": \"mara\"}")).get();
    }
  }

  private static IdentityAliases table(IdentityTopicLook topic) throws IOException {
    return IdentityTexts.read(topic.look().get(0).texts().files(), IdentityAliases.NONE);
  }

  @Test
  @Timeout(120)
  void readsPartitionsThatAreAddedLater() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start()) {
      broker.createTopic(NAMES, 1, Map.of("cleanup.policy", "compact"));
      Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
      publish(client, 0, "one");
      Properties consumer = new Properties();
      consumer.putAll(client);
      consumer.put("key.deserializer", ByteArrayDeserializer.class.getName());
      consumer.put("value.deserializer", ByteArrayDeserializer.class.getName());
      IdentityTopicLook topic = new IdentityTopicLook(NAMES, consumer);
      try {
        assertThat(table(topic).person("one")).hasValue("mara");
        try (Admin admin = Admin.create(client)) {
          admin.createPartitions(Map.of(NAMES, NewPartitions.increaseTo(3))).all().get();
        }
        publish(client, 2, "two");

        IdentityAliases found = table(topic);
        while (found.person("two").isEmpty()) {
          found = table(topic);
        }
        assertThat(found.person("two")).hasValue("mara");
        assertThat(found.person("one")).hasValue("mara");
      } finally {
        topic.close();
      }
    }
  }
}
