package dev.redthread.pipeline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.embedded.ElasticsearchServer;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.state.CodecTypeInformation;
import dev.redthread.pipeline.state.DocumentCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
final class ElasticsearchSinkIT {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final String FINDINGS = "redthread-findings";
  private static final String DEAD_LETTERS = "redthread-deadletters";
  private static final TypeInformation<Document> DOCUMENT =
      CodecTypeInformation.of(Document.class, DocumentCodec.class);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final IndexTemplates TEMPLATES =
      IndexTemplates.ofFolder(
          Path.of(System.getProperty("redthread.root"), "dashboards", "templates"));

  private static final Job JOB =
      new Job(
          "outage",
          1,
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Optional.empty(),
          StateBackend.HEAP,
          Optional.empty(),
          Optional.empty());

  @SuppressWarnings("NullAway.Init")
  private static ElasticsearchServer server;

  private static CountDownLatch half = new CountDownLatch(1);
  private static CountDownLatch goOn = new CountDownLatch(1);

  @BeforeAll
  static void start() {
    server = ElasticsearchServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A test that failed must not keep the slot from the next. */
  @AfterEach
  void cancel(@InjectMiniCluster MiniCluster cluster) throws Exception {
    for (JobStatusMessage job : cluster.listJobs().get()) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cluster.cancelJob(job.getJobId()).get();
      }
    }
  }

  @BeforeEach
  void empty() throws Exception {
    send("DELETE", "/" + FINDINGS + "," + DEAD_LETTERS + "?ignore_unavailable=true", "");
  }

  private static ElasticsearchSink sink(URI url) {
    Documents documents = new Documents("redthread");
    return new ElasticsearchSink(
        ElasticsearchTarget.of(url), TEMPLATES, DEAD_LETTERS, documents::of);
  }

  private static Document finding(String id, long version, String json) {
    return new Document(FINDINGS, id, version, json.getBytes(UTF_8));
  }

  private static void write(URI url, List<Document> documents) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            FlinkSettings.finite(1, StateBackend.HEAP));
    env.fromData(documents, DOCUMENT).uid("documents").sinkTo(sink(url)).uid("elasticsearch");
    env.execute();
  }

  private static String send(String method, String path, String body) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static String get(String path) throws Exception {
    return send("GET", path, "");
  }

  private static String count(String index) throws Exception {
    send("POST", "/" + index + "/_refresh", "");
    return get("/" + index + "/_count?filter_path=count");
  }

  @Test
  void installsTheTemplatesBeforeTheFirstDocument() throws Exception {
    write(server.address(), List.of(finding("a", 1, "{\"revision\":7,\n\"not_mapped\":1}")));

    assertThat(get("/" + FINDINGS + "/_doc/a"))
        .contains("\"revision\":7")
        .contains("\"_version\":1");
    assertThat(get("/" + FINDINGS + "/_mapping"))
        .contains("\"dynamic\":\"false\"")
        .doesNotContain("not_mapped");
  }

  @Test
  void letsTheHighestVersionWinWhateverCameLast() throws Exception {
    write(server.address(), List.of(finding("a", 5, "{\"revision\":5}")));
    write(
        server.address(),
        List.of(
            finding("a", 4, "{\"revision\":4}"),
            finding("b", 9, "{\"revision\":9}"),
            finding("b", 8, "{\"revision\":8}"),
            finding("a", 5, "{\"revision\":55}")));

    assertThat(get("/" + FINDINGS + "/_doc/a?filter_path=_source"))
        .isEqualTo("{\"_source\":{\"revision\":5}}");
    assertThat(get("/" + FINDINGS + "/_doc/b?filter_path=_source"))
        .isEqualTo("{\"_source\":{\"revision\":9}}");
    assertThat(get("/" + DEAD_LETTERS + "/_count")).contains("index_not_found_exception");
  }

  @Test
  void turnsRefusedDocumentsIntoDeadLettersAndStoresTheRest() throws Exception {
    String large = "{\"revision\":1,\"text\":\"" + "x".repeat(9_000_000) + "\"}";
    write(
        server.address(),
        List.of(
            finding("before", 1, "{\"revision\":1}"),
            finding("wrong-type", 1, "{\"revision\":\"many\"}"),
            finding("cut", 1, "{\"revision\":1,\"title\":\"a"),
            finding("not-json", 1, "}}}"),
            finding("empty", 1, ""),
            finding("large", 1, large),
            finding("x".repeat(600), 1, "{\"revision\":1}"),
            finding("after", 1, "{\"revision\":1}")));

    assertThat(count(FINDINGS)).isEqualTo("{\"count\":2}");
    assertThat(count(DEAD_LETTERS)).isEqualTo("{\"count\":6}");
    assertThat(get("/" + DEAD_LETTERS + "/_search?size=10&_source=error,redthread.origin"))
        .contains("rejected_by_server", "too_large", FINDINGS + "/wrong-type", FINDINGS + "/cut");
  }

  @Test
  void failsTheJobWhenADeadLetterIsRefused() {
    Document letter = new Document(DEAD_LETTERS, "a", 1, "{\"@timestamp\":\"x\"}".getBytes(UTF_8));
    assertThatThrownBy(() -> write(server.address(), List.of(letter)))
        .hasStackTraceContaining("the dead letter " + DEAD_LETTERS + "/a is refused");
  }

  @Test
  void sendsAgainWhatAnOverloadedServerTurnsAway() throws Exception {
    List<Document> documents = numbered(500).toList();
    try (Proxy proxy =
        new Proxy(
            server.address(),
            Proxy.Fault.STATUS_429,
            Proxy.Fault.STATUS_503,
            Proxy.Fault.NO_BULK_ANSWER,
            Proxy.Fault.HANG_UP,
            Proxy.Fault.ITEMS_429,
            Proxy.Fault.HANG_UP_AFTER_WRITING)) {
      write(proxy.url(), documents);
      assertThat(proxy.faultsLeft()).isZero();
    }
    assertThat(count(FINDINGS)).isEqualTo("{\"count\":500}");
    assertThat(count(DEAD_LETTERS)).contains("index_not_found_exception");
  }

  @Test
  void cutsARequestThatIsTooLargeForTheServerUntilTheRestIsTaken() throws Exception {
    List<Document> documents = new ArrayList<>(numbered(100).toList());
    documents.add(50, finding("large", 1, "{\"text\":\"" + "x".repeat(4_000) + "\"}"));
    try (Proxy proxy = Proxy.takingAtMost(server.address(), 4_000)) {
      // The dead letter is as large as the document, and only that must pass.
      proxy.letPass("\"_index\":\"" + DEAD_LETTERS);
      write(proxy.url(), documents);
    }
    assertThat(count(FINDINGS)).isEqualTo("{\"count\":100}");
    assertThat(count(DEAD_LETTERS)).isEqualTo("{\"count\":1}");
    assertThat(get("/" + DEAD_LETTERS + "/_search?_source=error,redthread.origin"))
        .contains(FINDINGS + "/large", "413");
  }

  @Test
  void aLongOutageNeitherRestartsTheJobNorLosesAnything(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    int most = 6_000;
    half = new CountDownLatch(1);
    goOn = new CountDownLatch(1);
    Configuration settings = FlinkSettings.lasting(JOB);
    // Shorter than any server takes to come back.
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMillis(200));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.fromSequence(1, most)
        .uid("numbers")
        .map(new StopHalfWay(most / 2))
        .returns(DOCUMENT)
        .uid("documents")
        .sinkTo(sink(server.address()))
        .uid("elasticsearch");
    JobClient job = env.executeAsync();

    half.await();
    server.kill();
    goOn.countDown();
    while (failedCheckpoints(cluster, job) < 5) {
      assertThat(ends(job, Duration.ofMillis(100))).isFalse();
    }
    server.restart();
    job.getJobExecutionResult().get();

    assertThat(attempts(cluster, job)).containsOnly(0);
    assertThat(count(FINDINGS)).isEqualTo("{\"count\":" + most + "}");
    assertThat(count(DEAD_LETTERS)).contains("index_not_found_exception");
  }

  private static long failedCheckpoints(MiniCluster cluster, JobClient job) throws Exception {
    CheckpointStatsSnapshot checkpoints =
        cluster.getExecutionGraph(job.getJobID()).get().getCheckpointStatsSnapshot();
    return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfFailedCheckpoints();
  }

  private static List<Integer> attempts(MiniCluster cluster, JobClient job) throws Exception {
    List<Integer> attempts = new ArrayList<>();
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(job.getJobID()).get().getAllExecutionVertices()) {
      attempts.add(task.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return attempts;
  }

  private static boolean ends(JobClient job, Duration within) throws Exception {
    try {
      job.getJobExecutionResult().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static Stream<Document> numbered(int most) {
    return IntStream.range(0, most).mapToObj(number -> numbered((long) number));
  }

  private static Document numbered(long number) {
    return finding("n" + number, 1, "{\"revision\":" + number + "}");
  }

  /** Waits half-way until the test has killed the server. */
  private record StopHalfWay(long halfWay) implements MapFunction<Long, Document> {
    @Override
    public Document map(Long number) throws InterruptedException {
      if (number == halfWay) {
        half.countDown();
        goOn.await();
      }
      return numbered(number);
    }
  }
}
