package dev.redthread.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster that is there already, by its REST address. */
record FlinkCluster(URI address) {

  private static final int USUAL_PORT = 8081;
  private static final int ATTEMPTS = 3;
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private int port() {
    return address.getPort() < 0 ? USUAL_PORT : address.getPort();
  }

  /** An environment whose jobs run there, with all that they need brought along. */
  StreamExecutionEnvironment environment(Configuration settings) {
    return StreamExecutionEnvironment.createRemoteEnvironment(
        address.getHost(),
        port(),
        settings,
        ClusterJars.own().stream().map(Path::toString).toArray(String[]::new));
  }

  /**
   * Refuses a second job under one name: both would write the same documents.
   *
   * <p><i>Errors:</i> {@link Failure}, also when no cluster answers.
   */
  void mustNotRun(String job) throws Exception {
    Configuration rest = new Configuration();
    rest.set(RestOptions.ADDRESS, address.getHost());
    rest.set(RestOptions.PORT, port());
    rest.set(RestOptions.RETRY_MAX_ATTEMPTS, ATTEMPTS);
    rest.set(RestOptions.RETRY_DELAY, BETWEEN);
    try (RestClusterClient<StandaloneClusterId> client =
        new RestClusterClient<>(rest, StandaloneClusterId.getInstance())) {
      for (JobStatusMessage known : jobs(client)) {
        if (known.getJobName().equals(job) && !known.getJobState().isGloballyTerminalState()) {
          throw new Failure(
              "a job called "
                  + job
                  + " runs there already, "
                  + known.getJobId()
                  + ": cancel it first, or set another job.name");
        }
      }
    }
  }

  private Collection<JobStatusMessage> jobs(RestClusterClient<StandaloneClusterId> client)
      throws InterruptedException {
    try {
      return client.listJobs().get(LONGEST_ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException unreachable) {
      throw new Failure(
          "no Flink cluster answers at "
              + address
              + ": start it, or correct job.cluster ("
              + unreachable.getMessage()
              + ")");
    }
  }
}
