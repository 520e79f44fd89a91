package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PatternTopicTest {
  private static Kafka kafka(Map<String, String> properties) {
    return new Kafka("broker:9092", "group", Map.of(), List.of("logs"), properties);
  }

  @Test
  void takesTheConnectionOfTheLogs() {
    Map<String, String> properties =
        Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512");

    assertThat(PatternTopic.of("changes", kafka(properties)).client())
        .containsAllEntriesOf(properties)
        .containsEntry("bootstrap.servers", "broker:9092");
  }

  @Test
  void isNeverReadWithoutAuthentication() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PatternTopic.of("changes", kafka(Map.of("security.protocol", "SSL"))))
        .withMessageContaining("changes without authentication");
  }
}
