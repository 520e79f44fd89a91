package dev.redthread.pipeline;

import java.nio.file.Path;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;

/** How a job whose input stands still is brought to an end, to go on from there as another. */
enum Halt {
  /** In the format of every state back end. */
  SAVEPOINT {
    @Override
    String of(JobClient job, MiniCluster cluster, Path folder) throws Exception {
      return job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
          .get();
    }
  },
  /** The last one that was kept of a job that is cancelled; in its state back end's own format. */
  CHECKPOINT {
    @Override
    String of(JobClient job, MiniCluster cluster, Path folder) throws Exception {
      String checkpoint = cluster.triggerCheckpoint(job.getJobID()).get();
      job.cancel().get();
      CommonTestUtils.waitUntilCondition(
          () -> cluster.getJobStatus(job.getJobID()).get().isGloballyTerminalState());
      return checkpoint;
    }
  };

  /** The path of what the next job goes on from. The job must have {@code folder} for both. */
  abstract String of(JobClient job, MiniCluster cluster, Path folder) throws Exception;
}
