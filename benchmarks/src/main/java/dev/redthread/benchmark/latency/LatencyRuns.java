package dev.redthread.benchmark.latency;

import dev.redthread.benchmark.CoreTime;
import dev.redthread.benchmark.Lap;
import dev.redthread.benchmark.ProcessTime;
import dev.redthread.benchmark.flink.KafkaJob;
import dev.redthread.benchmark.workload.GoogleLogins;
import dev.redthread.benchmark.workload.OktaRecords;
import dev.redthread.benchmark.workload.PairedStream;
import dev.redthread.benchmark.workload.PatternTexts;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.config.PipelineConfig.Input;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.config.PipelineConfig.Topics;
import dev.redthread.pipeline.embedded.TemporaryFolder;
import dev.redthread.pipeline.source.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A broker, a load and the job, which reads a backlog first and then what is sent by turns.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class LatencyRuns implements AutoCloseable {
  private static final int SEQUENCES = 10;

  /** Without another finding for so long, nothing more is expected. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final long POLL_MILLIS = 20;

  private final TemporaryFolder folder = TemporaryFolder.create("redthread-latency-");
  private final Journal journal = new Journal(Clock.systemUTC());
  private final KafkaBroker broker = KafkaBroker.start();
  private final PipelineConfig config;
  private final Sources sources;
  private final Load load;
  private Optional<KafkaJob> job = Optional.empty();
  private long next;

  /**
   * Starts the broker.
   *
   * @param shipped how the job is set up but for its input, its patterns, its back end and where it
   *     keeps checkpoints
   */
  public LatencyRuns(PipelineConfig shipped, StateBackend backend, int tasks, Sources sources)
      throws Exception {
    this.sources = sources;
    PairedStream stream = new PairedStream(SEQUENCES);
    Path patterns = folder.path().resolve("benchmark.yml");
    Files.writeString(patterns, PatternTexts.withLogins(stream.workload()));
    config = config(shipped, backend, tasks, patterns);
    broker.createTopic(Load.PROMPT_TOPIC, tasks);
    broker.createTopic(Load.LATE_TOPIC, 1);
    load = new Load(broker.bootstrapServers(), stream, journal, tasks, Clock.systemUTC());
  }

  private PipelineConfig config(
      PipelineConfig shipped, StateBackend backend, int tasks, Path patterns) {
    Job job = shipped.job();
    return new PipelineConfig(
        new Job(
            "latency",
            tasks,
            job.bufferTimeout(),
            job.checkpointInterval(),
            Optional.of(folder.path().resolve("checkpoints").toString()),
            backend,
            Optional.empty(),
            Optional.empty()),
        List.of(patterns.toString()),
        Optional.empty(),
        shipped.hotChange(),
        shipped.sources(),
        Optional.empty(),
        shipped.identityPerson(),
        Optional.empty(),
        new Input(
            Optional.of(
                new Kafka(
                    broker.bootstrapServers(),
                    "latency",
                    Map.of(
                        OktaRecords.SOURCE,
                        new Topics(List.of(Load.PROMPT_TOPIC)),
                        GoogleLogins.SOURCE,
                        new Topics(List.of(Load.LATE_TOPIC))),
                    List.of(),
                    Map.of())),
            List.of(),
            Map.of(),
            Map.of()),
        shipped.elasticsearch(),
        Optional.empty(),
        shipped.incidents(),
        shipped.devices(),
        shipped.names(),
        shipped.budget(),
        shipped.progress());
  }

  /**
   * Fills the topic, starts the job and lets it catch up.
   *
   * @return what the second half of the records took
   */
  public Lap catchUp(long records) throws Exception {
    load.send(next, records, Load.UNPACED, false);
    next += records;
    job = Optional.of(KafkaJob.start(config, sources, journal::find, journal::write));
    long pairs = PairedStream.pairs(records);
    await(pairs / 2);
    ProcessTime start = ProcessTime.now();
    long before = journal.complete();
    await(pairs);
    long findings = journal.complete() - before;
    return start.lapTo(ProcessTime.now(), findings * PairedStream.EACH, findings);
  }

  /** Lets the job stand without anything to read. */
  public Lap idle(long millis) throws InterruptedException {
    ProcessTime start = ProcessTime.now();
    Thread.sleep(millis);
    return start.lapTo(ProcessTime.now(), 0, 0);
  }

  /**
   * What one turn showed.
   *
   * @param perSecond how many prompt records were sent a second
   * @param behindMillis how far the load was behind its schedule at the most
   * @param coreWait how long threads were ready and waited for a core, for each moment on one
   * @param missing findings that never came
   * @param prompt from append to finding, where the late source is not needed
   * @param documents the same to the finding's document
   * @param late where it is
   */
  public record Turn(
      double perSecond,
      double behindMillis,
      double coreWait,
      long missing,
      Percentiles prompt,
      Percentiles documents,
      Percentiles late) {}

  /**
   * Sends prompt records at a rate, and late ones beside them or not.
   *
   * @param records a multiple of {@value PairedStream#EACH}
   */
  public Turn turn(long records, double perSecond, boolean late)
      throws IOException, InterruptedException {
    journal.clear();
    CoreTime start = CoreTime.now();
    Load.Sent sent = load.send(next, records, perSecond, late);
    next += records;
    long expected = PairedStream.pairs(records) * (late ? 2 : 1);
    long missing = await(expected);
    double coreWait = start.waitedTo(CoreTime.now());
    return new Turn(
        sent.perSecond(),
        sent.behindMillis(),
        coreWait,
        missing,
        journal.prompt(),
        journal.promptDocuments(),
        journal.late());
  }

  private long await(long expected) throws InterruptedException {
    long complete = 0;
    long since = System.nanoTime();
    while (complete < expected && System.nanoTime() - since < PATIENCE_NANOS) {
      Thread.sleep(POLL_MILLIS);
      long now = journal.complete();
      if (now > complete) {
        complete = now;
        since = System.nanoTime();
      }
    }
    return expected - complete;
  }

  @Override
  public void close() throws Exception {
    try (folder;
        broker;
        load) {
      if (job.isPresent()) {
        job.get().close();
      }
    }
  }
}
