package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.config.BadConfig;
import dev.redthread.pipeline.config.ConfigFile;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class FlinkSettingsTest {

  @Test
  void aJobThatLastsHoldsEventsBackAsLongAsItsFileSays() throws BadConfig {
    assertThat(bufferTimeout("job: {buffer-timeout: 20ms}")).isEqualTo(20);
  }

  @Test
  void withoutAWordItHoldsThemBackForLessThanFlinkWould() throws BadConfig {
    assertThat(bufferTimeout("")).isEqualTo(10);
    assertThat(environment(new Configuration()).getBufferTimeout())
        .isEqualTo(Duration.ofMillis(100).toMillis());
  }

  private static long bufferTimeout(String yaml) throws BadConfig {
    return environment(FlinkSettings.lasting(ConfigFile.parse("pipeline.yml", yaml).job()))
        .getBufferTimeout();
  }

  private static StreamExecutionEnvironment environment(Configuration settings) {
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
