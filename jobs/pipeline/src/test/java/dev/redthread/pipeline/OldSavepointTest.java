package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.engine.Finding;
import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.DocumentStatus;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternFolder;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.ConfirmDocuments;
import dev.redthread.pipeline.operator.OperatorSamples;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.DocumentSearch;
import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.source.Gated;
import dev.redthread.pipeline.source.RecordedLogSource;
import dev.redthread.pipeline.state.SavepointContent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Today's job goes on from a savepoint that an earlier build wrote in the middle of a log, with
 * something in every state of every operator, as if it had read the whole log itself. It is the job
 * of {@code run}: its patterns were changed before the savepoint, and it searches for what was
 * written after it.
 *
 * <p>{@link ConfirmDocuments} has a state for the moment between a search and the clock that it
 * waits for, which no savepoint of a job can be made to meet: {@code ConfirmDocumentsTest} reads
 * that.
 *
 * <p>{@code -Dgolden.write=true} writes a savepoint of this build in its place. That is right only
 * until the first release; from then on a savepoint stays, and one of a newer build lies beside it.
 */
@Timeout(120)
final class OldSavepointTest {
  private static final InMemoryReporter METRICS = InMemoryReporter.create();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.addToConfiguration(new Configuration()))
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  /** Relative, since it stands in the savepoint: tests run in the folder of their module. */
  private static final Path FOLDER = Path.of("src/test/resources/state/savepoint-1");

  private static final Path LOG = FOLDER.resolve("log.ndjson");
  private static final Path SAVEPOINT = FOLDER.resolve("_metadata");

  /** What stood when the savepoint was written. */
  private static final Path BEFORE = FOLDER.resolve("before.txt");

  /** A document that the second half of the log does not touch: index, id, version and source. */
  private static final Path WRITTEN = FOLDER.resolve("written.txt");

  /** Named in the savepoint as the version in force is. */
  private static final Path PATTERNS = Path.of("target/old-savepoint");

  private static final String FILE = PATTERNS.resolve("story.yml").toString();
  private static final long AHEAD = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static boolean written;

  /**
   * What stands.
   *
   * @param findings those that are open, by id
   * @param keys the dedup key of each person
   */
  private record Known(Map<String, String> findings, Map<String, String> keys) {

    static Known nothing() {
      return new Known(new TreeMap<>(), new TreeMap<>());
    }

    static Known before() throws IOException {
      Known known = nothing();
      for (String line : Files.readAllLines(BEFORE)) {
        String[] parts = line.split(" ", 3);
        (parts[0].equals("finding") ? known.findings : known.keys).put(parts[1], parts[2]);
      }
      return known;
    }

    void write() throws IOException {
      List<String> lines = new ArrayList<>();
      findings.forEach((id, text) -> lines.add("finding " + id + " " + text));
      keys.forEach((person, key) -> lines.add("page " + person + " " + key));
      Files.write(BEFORE, lines);
    }

    void add(Finding finding) {
      if (finding.status() == Finding.Status.OPEN) {
        findings.put(
            finding.id(),
            finding.pattern().id()
                + finding.group().stream().map(Finding.GroupValue::value).toList()
                + finding.chain().stream().map(link -> link.event().id()).toList()
                + finding.events());
      } else {
        findings.remove(finding.id());
      }
    }

    void add(Page page) throws IOException {
      String person = JSON.readTree(page.json()).path("entity").path("value").asText();
      String known = keys.putIfAbsent(person, page.dedupKey());
      assertThat(known).as("dedup key of " + person).isIn(null, page.dedupKey());
    }
  }

  /** A job that goes on from what is known. */
  private record Run(
      Known known,
      CollectingSink<Finding> findings,
      CollectingSink<Document> documents,
      CollectingSink<Page> pages)
      implements AutoCloseable {

    Run(Known known) {
      this(known, new CollectingSink<>(), new CollectingSink<>(), new CollectingSink<>());
    }

    void define(
        StreamExecutionEnvironment env,
        Source<Delivered, ?, ?> source,
        PatternChanges changes,
        DocumentSearch stored) {
      JobGraph.define(
          env,
          Inputs.of(
              new Inputs.Input(
                  "files", "Files", source, WatermarkStrategy.noWatermarks(), Optional.of(1))),
          new Outputs(Optional.of(documents), Optional.of(pages), Optional.of(findings))
              .withStored(stored),
          WholeStory.settings(),
          changes);
    }

    /** Of a job that is started with patterns that then stay. */
    Known toTheEnd(
        int tasks,
        StateBackend backend,
        Optional<Path> savepoint,
        String patterns,
        DocumentSearch stored)
        throws Exception {
      Versions versions = startedWith(patterns);
      try (StreamExecutionEnvironment env = environment(tasks, backend, savepoint)) {
        define(
            env,
            log(),
            new PatternChanges(
                versions,
                new UntilRead<>(
                    new PatternWatchSource(versions, Optional.empty(), Duration.ofMinutes(1)))),
            stored);
        env.execute();
      }
      return all();
    }

    /** What was last written of what a finding is about, as a document. */
    Document document(String text, String other) {
      return documents.collected().stream()
          .filter(document -> document.index().equals(DocumentIndex.FINDINGS.index("redthread")))
          .filter(document -> text(document).contains(text) && text(document).contains(other))
          .max(Comparator.comparingLong(Document::version))
          .orElseThrow();
    }

    Known all() throws IOException {
      for (Finding finding : findings.collected()) {
        known.add(finding);
      }
      for (Page page : pages.collected()) {
        known.add(page);
      }
      return known;
    }

    @Override
    public void close() {
      findings.close();
      documents.close();
      pages.close();
    }
  }

  private static String text(Document document) {
    return new String(document.json(), StandardCharsets.UTF_8);
  }

  private static Versions startedWith(String patterns) {
    return new Versions(PatternVersion.of(1, 0, Map.of(FILE, patterns)), TestLog.SOURCES.catalog());
  }

  /** A store that has what somebody wrote after the savepoint. */
  private record Stored(List<Document> documents) implements DocumentSearch {

    static Stored nothing() {
      return new Stored(List.of());
    }

    @Override
    public void find(long after, long until, Pages pages) throws InterruptedException {
      pages.take(documents);
    }
  }

  private static RecordedLogSource log() {
    return RecordedLogSource.of(List.of(LOG), TestLog.SOURCES);
  }

  private static StreamExecutionEnvironment environment(
      int tasks, StateBackend backend, Optional<Path> savepoint) {
    Configuration settings =
        FlinkSettings.lasting(
            new Job(
                "old savepoint",
                tasks,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                backend,
                Optional.empty(),
                Optional.empty()));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    // All in one file.
    settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    savepoint.ifPresent(
        path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }

  @BeforeEach
  void write(@InjectMiniCluster MiniCluster cluster, @TempDir Path folder) throws Exception {
    if (!Boolean.getBoolean("golden.write") || written) {
      return;
    }
    written = true;
    Files.createDirectories(FOLDER);
    Files.write(LOG, WholeStory.log().lines());
    Files.createDirectories(PATTERNS);
    Files.writeString(Path.of(FILE), WholeStory.patternsAtFirst());
    Versions versions = startedWith(WholeStory.patternsAtFirst());
    try (Run run = new Run(Known.nothing());
        StreamExecutionEnvironment env = environment(2, StateBackend.HEAP, Optional.empty())) {
      Gated<?, ?> source = new Gated<>(log(), WholeStory.log().firstHalf());
      run.define(
          env,
          source,
          new PatternChanges(
              versions,
              new PatternWatchSource(
                  versions,
                  Optional.of(PatternFolder.of(List.of(PATTERNS))),
                  Duration.ofMillis(100))),
          Stored.nothing());
      JobClient job = env.executeAsync();
      CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
      CommonTestUtils.waitUntilCondition(source::isShut);
      Files.writeString(Path.of(FILE), WholeStory.patterns());
      CommonTestUtils.waitUntilCondition(() -> inForce(job).equals(Set.of(2L)));
      String savepoint =
          job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
              .get();
      byte[] metadata = Files.readAllBytes(Path.of(URI.create(savepoint)).resolve("_metadata"));
      Files.write(SAVEPOINT, withoutPath(metadata, folder.toString()));
      run.all().write();
      Document written = run.document("\"guessed\"", "p0@example.com");
      Files.writeString(
          WRITTEN,
          String.join(
              " ",
              written.index(),
              written.id(),
              String.valueOf(written.version()),
              text(written)));
    }
  }

  /** The versions in force in all tasks that say so. */
  private static Set<Long> inForce(JobClient job) {
    Set<Long> versions = new TreeSet<>();
    for (Metric metric : METRICS.findMetrics(job.getJobID(), ".*patternVersion").values()) {
      versions.add((Long) ((Gauge<?>) metric).getValue());
    }
    return versions;
  }

  /** The pieces of a savepoint are named by the folder of the machine where it was written. */
  private static byte[] withoutPath(byte[] metadata, String path) {
    return new String(metadata, StandardCharsets.ISO_8859_1)
        .replace(path, "/" + "x".repeat(path.length() - 1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void holdsSomethingInEveryState() throws Exception {
    Set<String> states = SavepointContent.states(SAVEPOINT);

    assertThat(states)
        .as("a new state wants a savepoint that has it: -Dgolden.write=true writes one")
        .containsAll(OperatorSamples.stateNames());
  }

  @ParameterizedTest
  @CsvSource({"1, HEAP", "3, HEAP", "2, ROCKSDB"})
  void goesOnFromWhatAnEarlierBuildLeft(int tasks, StateBackend backend) throws Exception {
    Known before = Known.before();
    Document written = written();
    try (Run goesOn = new Run(Known.before());
        Run whole = new Run(Known.nothing())) {
      Known then =
          goesOn.toTheEnd(
              tasks,
              backend,
              Optional.of(SAVEPOINT),
              WholeStory.patternsAtFirst(),
              new Stored(List.of(withdrawnLater(written))));
      Known expected =
          whole.toTheEnd(
              1, StateBackend.HEAP, Optional.empty(), WholeStory.patterns(), Stored.nothing());

      assertThat(then.findings).isEqualTo(expected.findings).isNotEqualTo(before.findings);
      assertThat(then.keys).containsOnlyKeys(expected.keys.keySet());
      Document last = goesOn.document(written.id(), "");
      assertThat(last.version()).isEqualTo(written.version() + AHEAD + 1);
      assertThat(DocumentStatus.read(DocumentIndex.FINDINGS, last.json()).isOpen())
          .as("what the savepoint remembers, once more")
          .isTrue();
    }
  }

  private static Document written() throws IOException {
    String[] parts = Files.readString(WRITTEN).split(" ", 4);
    return new Document(
        parts[0], parts[1], Long.parseLong(parts[2]), parts[3].getBytes(StandardCharsets.UTF_8));
  }

  /** As somebody stored it after the savepoint, and the job that goes on will not. */
  private static Document withdrawnLater(Document written) throws IOException {
    long version = written.version() + AHEAD;
    byte[] json = DocumentStatus.read(DocumentIndex.FINDINGS, written.json()).withdrawn(version);
    return new Document(written.index(), written.id(), version, json);
  }
}
