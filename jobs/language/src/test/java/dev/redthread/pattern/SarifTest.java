package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pattern.diagnostic.DiagnosticSarif;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.diagnostic.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log of diagnostics is SARIF and says of each what the text says. */
class SarifTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonSchema schema() throws IOException {
    try (InputStream in = SarifTest.class.getResourceAsStream("/sarif.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(in, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.redthread.pattern.PatternGoldenTest#diagnostics")
  void saysEveryDiagnostic(Path folder) throws IOException {
    Loaded loaded =
        PatternFiles.loadTexts(
            Map.of("my patterns/a#b.yml", Files.readString(folder.resolve("pattern.yml"))),
            TestSources.CATALOG);
    JsonNode log = JSON.readTree(loaded.sarif());

    assertThat(schema().validate(log)).isEmpty();
    JsonNode run = log.path("runs").path(0);
    JsonNode rules = run.path("tool").path("driver").path("rules");
    assertThat(run.path("results")).hasSameSizeAs(loaded.diagnostics());
    for (int i = 0; i < loaded.diagnostics().size(); i++) {
      Diagnostic expected = loaded.diagnostics().get(i);
      JsonNode result = run.path("results").path(i);
      JsonNode location = result.path("locations").path(0).path("physicalLocation");
      assertThat(result.path("ruleId").asText()).isEqualTo(expected.code().id());
      assertThat(rules.path(result.path("ruleIndex").asInt()).path("id").asText())
          .isEqualTo(expected.code().id());
      assertThat(result.path("level").asText()).isEqualTo(expected.severity().id());
      assertThat(result.path("message").path("text").asText()).startsWith(expected.message());
      assertThat(location.path("artifactLocation").path("uri").asText())
          .isEqualTo("my%20patterns/a%23b.yml");
      assertThat(location.path("region").path("startLine").asInt())
          .isEqualTo(expected.place().line());
      assertThat(location.path("region").path("startColumn").asInt())
          .isEqualTo(expected.place().column());
    }
  }

  @Test
  void namesFilesByPathsAndNoPlaceInAWholeFile() throws IOException {
    Place whole = Place.ofFile("/srv/ä b.yml");
    JsonNode log =
        JSON.readTree(
            DiagnosticSarif.render(
                List.of(
                    new Diagnostic(
                        Code.NOT_UTF8, Severity.ERROR, whole, "the file is not UTF-8", null))));

    assertThat(schema().validate(log)).isEmpty();
    JsonNode location = log.at("/runs/0/results/0/locations/0/physicalLocation");
    assertThat(location.at("/artifactLocation/uri").asText())
        .isEqualTo("file:///srv/%C3%A4%20b.yml");
    assertThat(location.has("region")).isFalse();
  }

  @Test
  void isALogWhereNothingIsWrong() throws IOException {
    assertThat(schema().validate(JSON.readTree(DiagnosticSarif.render(List.of())))).isEmpty();
  }
}
