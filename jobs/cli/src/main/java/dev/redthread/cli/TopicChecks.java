package dev.redthread.cli;

import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Topics of Kafka are each of one source, and of one that there is; and patterns are taken only
 * from a topic of which the broker can know who writes to it.
 */
final class TopicChecks {

  private static final String[] CHANGES = {"hot-change", "topic"};
  private static final String[] NAMES = {"identities-topic"};

  private final List<String> sources;
  private final Complaints complaints;
  private final Set<String> topics = new HashSet<>();

  TopicChecks(Sources sources, Complaints complaints) {
    this.sources = sources.mappings().stream().map(SourceMapping::name).toList();
    this.complaints = complaints;
  }

  void of(Kafka kafka) {
    kafka
        .topics()
        .forEach(
            (source, named) -> {
              complaints.unlessKnown(source, sources, "input", "kafka", "topics", source);
              named.names().forEach(topic -> once(topic, "input", "kafka", "topics", source));
            });
    kafka.envelopeTopics().forEach(topic -> once(topic, "input", "kafka", "envelope-topics"));
    if (topics.isEmpty()) {
      complaints.add(
          "no topic to read: name some under topics or envelope-topics", "input", "kafka");
    }
  }

  /** The topics of changed patterns and of names, after those of logs. */
  void changes(PipelineConfig config) {
    config.hotChange().topic().ifPresent(topic -> changes(topic, config));
    config.identitiesTopic().ifPresent(topic -> names(topic, config));
  }

  private void names(String topic, PipelineConfig config) {
    if (config.identities().isPresent()) {
      complaints.add(
          "names cannot come from a file and from a topic at once: remove identities or"
              + " identities-topic",
          NAMES);
    }
    authentic(topic, "whose a name is", config, NAMES);
  }

  private void changes(String topic, PipelineConfig config) {
    if (config.hotChange().watch()) {
      complaints.add(
          "patterns cannot change by their files and by a topic at once: set hot-change.watch to"
              + " false, or remove the topic",
          CHANGES);
    }
    authentic(topic, "the patterns", config, CHANGES);
  }

  private void authentic(String topic, String what, PipelineConfig config, String... key) {
    once(topic, key);
    Optional<Kafka> kafka = config.input().kafka();
    if (kafka.isEmpty()) {
      complaints.add(
          "there is no broker to read the topic " + topic + " from: set input.kafka", key);
    } else if (!kafka.get().authenticates()) {
      complaints.add(
          "whoever reaches the broker could change "
              + what
              + ": in input.kafka.properties set"
              + " security.protocol to SASL_SSL with sasl.mechanism and sasl.jaas.config, or to SSL"
              + " with ssl.keystore.location, as the broker asks for; or remove the topic",
          key);
    }
  }

  private void once(String topic, String... key) {
    if (!topics.add(topic)) {
      complaints.add("the topic " + topic + " is named twice: remove one", key);
    }
  }
}
