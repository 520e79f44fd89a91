package dev.redthread.pipeline.embedded;

import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this process, with its REST interface and web UI on a free port of the
 * loopback address.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class LocalFlink implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final MemorySize LITTLE = MemorySize.ofMebiBytes(64);

  /**
   * A task of each operator shares it. With a quarter of it RocksDB wrote small files all the time,
   * and held writers back until they were merged: findings came seconds late.
   */
  private static final MemorySize ROCKSDB_FOR_EACH_SLOT = MemorySize.ofMebiBytes(128);

  private final TemporaryFolder folder;
  private final MiniCluster cluster;
  private final URI webUi;

  private LocalFlink(TemporaryFolder folder, MiniCluster cluster, URI webUi) {
    this.folder = folder;
    this.cluster = cluster;
    this.webUi = webUi;
  }

  /**
   * Starts it.
   *
   * @param slots the greatest parallelism of a job
   * @param settings what else Flink is told; unless set, 64 MiB of network memory and as much of
   *     managed memory, or 128 MiB for each slot where state is in RocksDB
   */
  public static LocalFlink start(int slots, Configuration settings) throws Exception {
    Configuration configuration = new Configuration(settings);
    configuration.set(RestOptions.ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    unlessSet(RestOptions.BIND_PORT, "0", configuration);
    unlessSet(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, managedMemory(slots, configuration), configuration);
    unlessSet(TaskManagerOptions.NETWORK_MEMORY_MIN, LITTLE, configuration);
    unlessSet(TaskManagerOptions.NETWORK_MEMORY_MAX, LITTLE, configuration);
    TemporaryFolder folder = TemporaryFolder.create("redthread-flink-");
    keepIn(folder.path(), configuration);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    return new LocalFlink(folder, cluster, cluster.getRestAddress().get());
  }

  static MemorySize managedMemory(int slots, Configuration settings) {
    return "rocksdb".equals(settings.get(StateBackendOptions.STATE_BACKEND))
        ? ROCKSDB_FOR_EACH_SLOT.multiply(slots)
        : LITTLE;
  }

  private static <T> void unlessSet(ConfigOption<T> option, T value, Configuration settings) {
    if (!settings.contains(option)) {
      settings.set(option, value);
    }
  }

  /** Flink's own choice would be folders that all users of the machine share. */
  private static void keepIn(Path folder, Configuration configuration) {
    configuration.set(CoreOptions.TMP_DIRS, folder.toString());
    configuration.set(WebOptions.TMP_DIR, folder.toString());
    configuration.set(WebOptions.UPLOAD_DIR, folder.toString());
    configuration.set(BlobServerOptions.STORAGE_DIRECTORY, folder.toString());
  }

  /** An environment whose jobs run here. */
  public StreamExecutionEnvironment environment(Configuration settings) {
    return StreamExecutionEnvironment.createRemoteEnvironment(
        webUi.getHost(), webUi.getPort(), settings);
  }

  public URI webUi() {
    return webUi;
  }

  @Override
  public void close() throws Exception {
    try (folder) {
      cluster.close();
    }
  }
}
