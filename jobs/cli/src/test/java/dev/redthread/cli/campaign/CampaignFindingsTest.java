package dev.redthread.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.cli.campaign.Expected.Link;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pipeline.CollectingSink;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.Inputs;
import dev.redthread.pipeline.JobGraph;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.Settings;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.source.RecordedLogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped patterns over the campaigns: what is planted is found, and nothing else. */
class CampaignFindingsTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));

  @TempDir Path folder;

  @Test
  void thePatternsHaveNoProblemAndNameRunbooksThatExist() throws IOException {
    Loaded loaded = patterns(sources());
    assertThat(loaded.diagnostics()).as(loaded.text()).isEmpty();
    assertThat(loaded.set().patterns())
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(
            pattern -> {
              assertThat(pattern.runbook()).as(pattern.title()).isNotNull();
              assertThat(ROOT.resolve(String.valueOf(pattern.runbook()))).isRegularFile();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {VendorStory.FOLDER, CustomerStory.FOLDER})
  void findsEveryPlantedChainInTheWeekAndNothingElse(String name) throws Exception {
    Campaign campaign = Campaign.load(ROOT.resolve("patterns/campaigns").resolve(name));
    Path week = folder.resolve("week.ndjson");
    BackgroundWeek.write(campaign.background(), week);
    assertThat(open(run(List.of(campaign.story(), campaign.nearMisses(), week))))
        .containsExactlyInAnyOrderElementsOf(
            campaign.expected().findings().stream().map(Found::planted).toList());
  }

  @Test
  void withdrawsWhatAResetThatIsReceivedLateRefutes() throws Exception {
    Campaign campaign =
        Campaign.load(ROOT.resolve("patterns/campaigns").resolve(VendorStory.FOLDER));
    assertThat(run(List.of(campaign.nearMisses())))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Finding.Status.WITHDRAWN);
              assertThat(finding.group())
                  .extracting(Finding.GroupValue::value)
                  .containsExactly("arun.castellan@analytics-vendor.example");
            });
  }

  /** A finding by what must not depend on the order of receipt. */
  private record Found(String pattern, String field, String value, List<Link> chain) {
    static Found planted(Expected.ExpectedFinding expected) {
      return new Found(expected.pattern(), expected.field(), expected.value(), expected.chain());
    }

    static Found of(Finding finding) {
      return new Found(
          finding.pattern().id(),
          finding.group().get(0).field(),
          finding.group().get(0).value(),
          finding.chain().stream().map(link -> new Link(link.step(), link.event().id())).toList());
    }
  }

  private static List<Found> open(Collection<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .map(Found::of)
        .toList();
  }

  private static Collection<Finding> run(List<Path> logs) throws Exception {
    Sources sources = sources();
    try (CollectingSink<Finding> findings = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.finite(1, StateBackend.HEAP))) {
      JobGraph.define(
          env,
          Inputs.of(
              new Inputs.Input(
                  "logs",
                  "Logs",
                  RecordedLogSource.of(logs, sources),
                  WatermarkStrategy.noWatermarks(),
                  Optional.of(1))),
          Outputs.findings(findings),
          settings(sources));
      env.execute();
      Map<String, Finding> latest = new HashMap<>();
      for (Finding finding : findings.collected()) {
        latest.merge(
            finding.id(), finding, (one, other) -> one.revision() > other.revision() ? one : other);
      }
      return latest.values();
    }
  }

  private static Settings settings(Sources sources) throws IOException {
    return new Settings(
        patterns(sources).set(),
        sources.mappings(),
        IdentityAliases.read(
            "config/identities.csv", Files.readString(ROOT.resolve("config/identities.csv"))),
        new DetectorFactory(),
        IncidentSettings.DEFAULT,
        Duration.ofDays(400),
        new Documents("redthread"));
  }

  private static Sources sources() throws IOException {
    assertThat(Files.isDirectory(ROOT.resolve("config/sources"))).isTrue();
    return Sources.load(ROOT.resolve("config/sources"));
  }

  private static Loaded patterns(Sources sources) {
    return PatternFiles.load(List.of(ROOT.resolve("patterns")), sources.catalog());
  }
}
