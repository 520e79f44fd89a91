package dev.redthread.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.benchmark.flink.JobRunner;
import dev.redthread.benchmark.flink.StockCep;
import dev.redthread.benchmark.workload.PatternTexts;
import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.benchmark.workload.Workload;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.PatternSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Nothing here looks at a time: a figure of a quick run means nothing. */
class BenchmarksIT {
  private static final Path SOURCES =
      Path.of(System.getProperty("redthread.root"), "config", "sources");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"screen", "raw", "enrichment", "hot-key", "timelines", "latency"})
  void runsAndSaysWhatItMeasured(String name) throws Exception {
    Path file = folder.resolve("results.json");
    StringWriter out = new StringWriter();

    int exit =
        new CommandLine(new Benchmarks())
            .setOut(new PrintWriter(out, true))
            .execute("--quick", "--tasks", "1", "--only", name, "--out", file.toString());

    assertThat(exit).isZero();
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/quick").asBoolean()).isTrue();
    assertThat(json.at("/machine/cores").asInt()).isPositive();
    assertThat(json.at("/measurements")).isNotEmpty();
    assertThat(json.at("/claims")).isNotEmpty();
    for (JsonNode measured : json.at("/measurements")) {
      assertThat(measured.get("figures")).isNotEmpty();
      assertThat(out.toString()).contains(measured.get("contestant").asText());
    }
    for (JsonNode claim : json.at("/claims")) {
      assertThat(claim.has("measured")).isTrue();
      assertThat(out.toString()).contains(claim.get("claim").asText());
    }
  }

  @Test
  void refusesNamesOfNoBenchmark() {
    assertThat(refusal("--only", "nothing")).contains("no such benchmark");
  }

  @Test
  void refusesFloodsOfNoPattern() {
    assertThat(refusal("--only", "hot-key", "--flood", "repetitions"))
        .contains("no flood is called \"repetitions\"; did you mean `repetition`?");
  }

  @Test
  void refusesSoFewTimelinesThatATaskHasNone() {
    assertThat(refusal("--only", "timelines", "--timelines", "10"))
        .contains("--timelines 10 is too few: at least 1000");
  }

  private static String refusal(String... arguments) {
    StringWriter err = new StringWriter();

    int exit =
        new CommandLine(new Benchmarks()).setErr(new PrintWriter(err, true)).execute(arguments);

    assertThat(exit).isEqualTo(2);
    return err.toString();
  }

  /** Stock Flink CEP tells each pair of events apart, where Redthread has one finding. */
  @Test
  void allContestantsFindTheSequences() throws Exception {
    long events = 40_000;
    Workload workload = Workload.ofSequences(1);
    Sources sources = Sources.load(SOURCES);
    PatternSet patterns = PatternTexts.compile(workload, sources);
    RecordStream stream = new RecordStream(workload, sources, patterns);
    try (JobRunner jobs = JobRunner.start(2)) {
      long stock = jobs.stockCep(stream, new StockCep(workload), events).results();

      assertThat(stock).isPositive();
      assertThat(jobs.screenAndDetect(stream, patterns, events).results()).isBetween(1L, stock);
    }
  }

  @Test
  void theJobFindsSequencesInRawRecords() throws Exception {
    Workload workload = new Workload(10, 1);
    Sources sources = Sources.load(SOURCES);
    PatternSet patterns = PatternTexts.compile(workload, sources);
    try (JobRunner jobs = JobRunner.start(2)) {
      assertThat(jobs.rawToFinding(new RecordStream(workload), patterns, sources, 20_000).results())
          .isPositive();
    }
  }

  @Test
  void everyRecordOfTheStreamCanBeRead() throws Exception {
    Workload workload = new Workload(200, 2);
    Sources sources = Sources.load(SOURCES);
    RecordStream stream = new RecordStream(workload);
    ParsingFloor floor = new ParsingFloor(stream, sources, PatternTexts.compile(workload, sources));

    assertThat(floor.normalise(2_000).results()).isEqualTo(2_000);
    // All but the id of a registered device, which the records do not have.
    assertThat(floor.extract(2_000).results()).isEqualTo(2_000 * 17);
    assertThat(floor.scan(2_000).results()).isPositive();
    List<String> texts = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      texts.add(
          new String(stream.bytes(number, RecordStream.time(number, 3)), StandardCharsets.UTF_8));
    }
    assertThat(texts).doesNotHaveDuplicates().allMatch(text -> text.endsWith("}"));
  }
}
