package dev.redthread.pipeline;

import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.config.RocksDbOption;
import dev.redthread.pipeline.state.AtomicFlush;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** How Flink is set up for every job of ours. */
public final class FlinkSettings {
  private static final Duration FIRST_RESTART = Duration.ofSeconds(1);
  private static final Duration LONGEST_RESTART = Duration.ofMinutes(1);

  /** How long a checkpoint may take: one that waits for a full sink does no harm. */
  private static final Duration LONGEST_CHECKPOINT = Duration.ofMinutes(10);

  /** Flink's word for: however many fail, the job goes on. */
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private FlinkSettings() {}

  /**
   * What holds for every job: a type without its own serialiser and an operator without a uid are
   * errors; values are immutable, so operators in one task hand them on as they are.
   */
  public static Configuration common(int parallelism, StateBackend stateBackend) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    settings.set(
        StateBackendOptions.STATE_BACKEND,
        switch (stateBackend) {
          case HEAP -> "hashmap";
          case ROCKSDB -> "rocksdb";
        });
    settings.set(RocksDBOptions.OPTIONS_FACTORY, AtomicFlush.class.getName());
    // Most look-ups are of a key that nothing is known of: a filter says so without reading a file.
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // Else each index and filter is read whole, and those of a few files fill the cache.
    settings.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    return settings;
  }

  /** A job that ends with its input: what fails, fails at once. */
  public static Configuration finite(int parallelism, StateBackend stateBackend) {
    Configuration settings = common(parallelism, stateBackend);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    return settings;
  }

  /**
   * A job that runs until it is stopped: checkpoints, and a restart after every failure.
   *
   * <p>A checkpoint that fails is no failure of the job. While a sink's server is away, its full
   * buffer holds up the barriers and checkpoints expire one after the other; a restart would only
   * throw away what the tasks know and read the same again.
   */
  public static Configuration lasting(Job job) {
    Configuration settings = common(job.parallelism(), job.stateBackend());
    settings.set(PipelineOptions.NAME, job.name());
    job.rocksDb().forEach((name, value) -> settings.setString(RocksDbOption.key(name), value));
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, job.bufferTimeout());
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, job.checkpointInterval());
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, LONGEST_CHECKPOINT);
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, NO_LIMIT);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(
        CheckpointingOptions.INCREMENTAL_CHECKPOINTS, job.stateBackend() == StateBackend.ROCKSDB);
    job.checkpointDirectory()
        .ifPresent(
            directory -> settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(directory)));
    job.webPort().ifPresent(port -> settings.set(RestOptions.BIND_PORT, Integer.toString(port)));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_RESTART);
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_RESTART);
    return settings;
  }

  private static String uri(String directory) {
    return directory.contains("://") || directory.startsWith("file:")
        ? directory
        : Path.of(directory).toAbsolutePath().toUri().toString();
  }
}
