package dev.redthread.cli;

import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Topics of Kafka are each of one source, and of one that there is. */
final class TopicChecks {

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
              known(source);
              named.names().forEach(topic -> once(topic, "input", "kafka", "topics", source));
            });
    kafka.envelopeTopics().forEach(topic -> once(topic, "input", "kafka", "envelope-topics"));
    if (topics.isEmpty()) {
      complaints.add(
          "no topic to read: name some under topics or envelope-topics", "input", "kafka");
    }
  }

  private void known(String source) {
    if (!sources.contains(source)) {
      String hint = NearestName.hint(source, sources);
      complaints.add(
          "no source is called "
              + source
              + (hint == null ? ": there are " + String.join(", ", sources) : "; " + hint),
          "input",
          "kafka",
          "topics",
          source);
    }
  }

  private void once(String topic, String... key) {
    if (!topics.add(topic)) {
      complaints.add("the topic " + topic + " is named twice: remove one", key);
    }
  }
}
