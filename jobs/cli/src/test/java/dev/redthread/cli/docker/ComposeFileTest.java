package dev.redthread.cli.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file fits its schema, itself, the repository and the settings it runs with. */
final class ComposeFileTest {

  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final Path DOCKER = ROOT.resolve("docker");
  private static final Path SETTINGS = ROOT.resolve("config/pipeline.docker.yml");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode compose = compose();

  @Test
  void fitsTheSchema() throws IOException {
    try (InputStream schema =
        ComposeFileTest.class.getResourceAsStream("/docker/compose-parts.schema.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(JSON.readTree(Objects.requireNonNull(schema)))
                  .validate(compose))
          .isEmpty();
    }
  }

  @Test
  void waitsOnlyForServicesThatCanBecomeWhatItWaitsFor() {
    for (Map.Entry<String, JsonNode> service : compose.get("services").properties()) {
      for (Map.Entry<String, JsonNode> on : service.getValue().path("depends_on").properties()) {
        JsonNode other = compose.at("/services/" + on.getKey());
        assertThat(other.isObject()).as("%s waits for %s", service.getKey(), on.getKey()).isTrue();
        switch (on.getValue().get("condition").asText()) {
          case "service_healthy" -> assertThat(other.has("healthcheck")).isTrue();
          case "service_completed_successfully" ->
              assertThat(other.get("restart").asText()).isEqualTo("no");
          default -> assertThat(other.get("restart").asText()).isEqualTo("unless-stopped");
        }
      }
    }
  }

  @Test
  void mountsOnlyDeclaredVolumesAndFoldersOfTheRepository() {
    for (JsonNode service : compose.get("services")) {
      for (JsonNode volume : service.path("volumes")) {
        String from = volume.asText().substring(0, volume.asText().indexOf(':'));
        if (from.startsWith(".")) {
          assertThat(DOCKER.resolve(from)).exists();
        } else {
          assertThat(compose.get("volumes").has(from)).as(from).isTrue();
        }
      }
      JsonNode build = service.path("build");
      if (!build.isMissingNode()) {
        Path context = DOCKER.resolve(build.get("context").asText());
        assertThat(context.resolve(build.get("dockerfile").asText())).exists();
      }
    }
  }

  @Test
  void runsWithSettingsThatNameItsServicesAndTopics() throws Exception {
    Kafka kafka = ConfigFile.read(SETTINGS).input().kafka().orElseThrow();
    Set<String> topics = new TreeSet<>(kafka.envelopeTopics());
    kafka.topics().values().forEach(of -> topics.addAll(of.names()));
    String made = compose.at("/services/topics/command/0").asText();
    Matcher loop = Pattern.compile("for topic in ([^;]+);").matcher(made);

    assertThat(loop.find()).isTrue();
    assertThat(new TreeSet<>(Arrays.asList(loop.group(1).split(" ")))).isEqualTo(topics);
    assertThat(compose.at("/services/kafka/environment/KAFKA_ADVERTISED_LISTENERS").asText())
        .contains("//" + kafka.bootstrapServers());
    String elasticsearch = ConfigFile.read(SETTINGS).elasticsearch().url().getHost();
    assertThat(compose.get("services").has(elasticsearch)).isTrue();
  }

  @Test
  void theImageIsBuiltFromFilesOfTheRepository() throws IOException {
    String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
    List<String> copied =
        Pattern.compile("(?m)^COPY (?!--from)(\\S+) ")
            .matcher(dockerfile)
            .results()
            .map(MatchResult::group)
            .map(line -> line.split(" ")[1])
            .toList();

    assertThat(copied)
        .contains("jobs", "patterns", "config")
        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
  }

  private static JsonNode compose() {
    try {
      return JSON.valueToTree(
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .<Object>load(Files.readString(DOCKER.resolve("compose.yml"))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
