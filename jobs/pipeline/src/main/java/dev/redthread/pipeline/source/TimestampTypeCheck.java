package dev.redthread.pipeline.source;

import java.util.Collection;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once for each topic, when the producers set the record time: then the received clock is
 * theirs. The reader of partition 0 speaks for all.
 *
 * <p><i>Errors:</i> none; a broker that does not tell is not asked again.
 *
 * <p><i>Thread safety:</i> none.
 */
final class TimestampTypeCheck {

  private static final Logger LOG = LoggerFactory.getLogger(TimestampTypeCheck.class);
  private static final String OPTION = "message.timestamp.type";
  private static final long LONGEST_ANSWER_SECONDS = 10;

  private final Properties client;
  private final Set<String> checked = new HashSet<>();

  TimestampTypeCheck(Properties client) {
    this.client = new Properties();
    this.client.putAll(client);
    this.client.remove("client.id");
  }

  void check(Collection<TopicPartition> partitions) {
    Set<ConfigResource> topics = new HashSet<>();
    for (TopicPartition partition : partitions) {
      if (partition.partition() == 0 && checked.add(partition.topic())) {
        topics.add(new ConfigResource(ConfigResource.Type.TOPIC, partition.topic()));
      }
    }
    if (!topics.isEmpty()) {
      ask(topics);
    }
  }

  private void ask(Set<ConfigResource> topics) {
    try (Admin admin = Admin.create(client)) {
      admin
          .describeConfigs(topics)
          .all()
          .get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
          .forEach((topic, options) -> judge(topic.name(), options.get(OPTION)));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Cannot see whether topics use {}=LogAppendTime: {}", OPTION, e.toString());
    }
  }

  private static void judge(String topic, ConfigEntry option) {
    if (!"LogAppendTime".equals(option.value())) {
      LOG.warn(
          "The topic {} has {}={}: whoever writes to it sets the received time. Set it to"
              + " LogAppendTime",
          topic,
          OPTION,
          option.value());
    }
  }
}
