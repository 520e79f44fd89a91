package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Fixtures;
import dev.redthread.pipeline.state.CodecTypeInformation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobGraphTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @ParameterizedTest
  @CsvSource({"1, HEAP", "2, HEAP", "4, HEAP", "2, ROCKSDB"})
  void findsTheSameAtAnyParallelism(int parallelism, StateBackend backend) throws Exception {
    Story.Written written = Story.run(Story.log(), parallelism, backend);

    assertThat(written.open())
        .hasSize(20 + 40)
        .contains(
            List.of(
                Fixtures.SEQUENCE,
                List.of(new Finding.GroupValue("person", "p3@example.com")),
                List.of("c3", "l3"),
                List.of("c3", "l3", "m3")));
    Map<String, Set<String>> ids = written.idsByIndex();
    assertThat(ids.get("redthread-evidence")).hasSize(20 * 4);
    assertThat(ids.get("redthread-deadletters")).hasSize(3);
    assertThat(ids.get("redthread-findings"))
        .containsExactlyInAnyOrderElementsOf(
            written.findings().stream().map(Finding::id).distinct().toList());
    assertThat(ids.get("redthread-incidents")).isNotEmpty();
    assertThat(written.pages()).isNotEmpty();
  }

  @Test
  void findsTheSameInAnyOrderWithEveryLineTwice() throws Exception {
    List<Line> twice = new ArrayList<>(Story.log());
    twice.addAll(Story.log());
    List<Line> shuffled = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    while (!twice.isEmpty()) {
      Line next = twice.remove(random.nextInt(twice.size()));
      shuffled.add(new Line(next.source(), 1_060 * Fixtures.MINUTE, next.json()));
    }

    assertThat(Story.run(shuffled, 2, StateBackend.HEAP).open())
        .isEqualTo(Story.run(Story.log(), 1, StateBackend.HEAP).open());
  }

  /** Every part that a job may have. */
  private static StreamExecutionEnvironment defined() {
    Configuration settings = FlinkSettings.finite(1, StateBackend.HEAP);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    JobGraph.define(
        env,
        Inputs.of(RecordedLines.input(Story.log())),
        new Outputs(
                Optional.of(new CollectingSink<>()),
                Optional.of(new CollectingSink<>()),
                Optional.of(new CollectingSink<>()))
            .withStored((after, until, pages) -> {}),
        Story.settings());
    return env;
  }

  @Test
  void sendsNothingWithoutASerialiserOfItsOwn() {
    Deque<Transformation<?>> walk = new ArrayDeque<>(defined().getTransformations());
    Set<Transformation<?>> seen = new HashSet<>();
    Set<String> types = new HashSet<>();
    while (!walk.isEmpty()) {
      Transformation<?> step = walk.pop();
      if (seen.add(step)) {
        walk.addAll(step.getInputs());
        if (!step.getInputs().isEmpty() || step.getOutputType() instanceof CodecTypeInformation) {
          types.add(step.getOutputType().toString());
        }
      }
    }

    assertThat(types)
        .contains("Candidate by CandidateCodec", "Finding by FindingCodec")
        .allSatisfy(type -> assertThat(type).containsPattern(" by \\w+Codec$"));
  }

  @Test
  void givesEveryOperatorAUidAndAName() {
    StreamGraph graph = defined().getStreamGraph();

    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .doesNotHaveDuplicates();
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .allSatisfy(name -> assertThat(name).matches("(Source: )?[A-Z][a-z ]+(: Writer)?"));
  }
}
