package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.config.BadConfig;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.state.AtomicFlush;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;

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

  @Test
  void rocksDbWritesTheStatesOfATaskTogether() {
    Configuration settings = FlinkSettings.common(1, StateBackend.ROCKSDB);
    assertThat(settings.get(RocksDBOptions.OPTIONS_FACTORY)).isEqualTo(AtomicFlush.class.getName());

    RocksDB.loadLibrary();
    try (DBOptions options = new DBOptions()) {
      assertThat(options.atomicFlush()).as("by itself").isFalse();
      assertThat(new AtomicFlush().createDBOptions(options, List.of()).atomicFlush()).isTrue();
    }
  }

  @Test
  void rocksDbKnowsWithoutReadingThatNothingIsKnownOfAKey() {
    Configuration settings = FlinkSettings.common(1, StateBackend.ROCKSDB);
    assertThat(settings.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isTrue();
    assertThat(settings.get(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS)).isTrue();
  }

  @Test
  void whatTheFileSaysOfRocksDbWinsOverWhatIsOurs() throws BadConfig {
    Configuration settings =
        FlinkSettings.lasting(
            ConfigFile.parse(
                    "pipeline.yml",
                    "job: {rocksdb: {use-bloom-filter: false, writebuffer.size: 32mb}}")
                .job());
    assertThat(settings.get(RocksDBConfigurableOptions.USE_BLOOM_FILTER)).isFalse();
    assertThat(settings.get(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE))
        .isEqualTo(MemorySize.ofMebiBytes(32));
    assertThat(settings.get(RocksDBOptions.OPTIONS_FACTORY)).isEqualTo(AtomicFlush.class.getName());
  }

  private static long bufferTimeout(String yaml) throws BadConfig {
    return environment(FlinkSettings.lasting(ConfigFile.parse("pipeline.yml", yaml).job()))
        .getBufferTimeout();
  }

  private static StreamExecutionEnvironment environment(Configuration settings) {
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
