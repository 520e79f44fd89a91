package dev.redthread.benchmark.flink;

import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster in this process, with network memory for jobs of hundreds of operators.
 *
 * <p><i>Thread safety:</i> none.
 */
final class LocalCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final MiniCluster cluster;
  private final URI address;

  private LocalCluster(MiniCluster cluster, URI address) {
    this.cluster = cluster;
    this.address = address;
  }

  static LocalCluster start(int slots, Configuration settings) throws Exception {
    Configuration configuration = new Configuration(settings);
    configuration.set(RestOptions.ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(768));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(768));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    return new LocalCluster(cluster, cluster.getRestAddress().get());
  }

  StreamExecutionEnvironment environment(Configuration settings) {
    return StreamExecutionEnvironment.createRemoteEnvironment(
        address.getHost(), address.getPort(), settings);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
