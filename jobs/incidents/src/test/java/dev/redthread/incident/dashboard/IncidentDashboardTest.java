package dev.redthread.incident.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.incident.Golden;
import dev.redthread.incident.document.DocumentField;
import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.FieldType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IncidentDashboardTest {

  private static final Path FILE = Golden.root().resolve("dashboards/redthread.ndjson");
  private static final Path VALIDATOR =
      Golden.root().resolve("../shared/tools/kibana/kbn_validate.py");

  @Test
  void theFileIsWhatTheProgramMakes() {
    Golden.assertSame(FILE, IncidentDashboard.ndjson());
  }

  @Test
  void namesOnlyFieldsThatDocumentsHaveAndThatCanBeAggregated() throws IOException {
    Map<String, FieldType> types =
        Arrays.stream(DocumentIndex.values())
            .flatMap(index -> index.fields().stream())
            .collect(
                Collectors.toMap(DocumentField::path, DocumentField::type, (one, other) -> one));
    ObjectMapper mapper = new ObjectMapper();
    Set<String> named = new TreeSet<>();
    for (String line : IncidentDashboard.ndjson().split("\n")) {
      JsonNode attributes = mapper.readTree(line).get("attributes");
      attributes.path("columns").forEach(column -> named.add(column.asText()));
      for (String part : List.of("panelsJSON", "controlGroupInput")) {
        JsonNode json = attributes.path(part);
        String text = json.isObject() ? json.get("panelsJSON").asText() : json.asText("{}");
        JsonNode inner = mapper.readTree(text.isEmpty() ? "{}" : text);
        inner.findValues("sourceField").forEach(field -> named.add(field.asText()));
        inner.findValues("fieldName").forEach(field -> named.add(field.asText()));
      }
    }
    named.remove("___records___");

    assertThat(named)
        .hasSizeGreaterThan(10)
        .allSatisfy(field -> assertThat(types).containsKey(field));
    assertThat(named.stream().map(types::get).collect(Collectors.toSet()))
        .doesNotContain(FieldType.TEXT, FieldType.KEPT, FieldType.KEPT_OBJECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.19", "9.x"})
  void kibanaWouldImportAndDrawIt(String target) throws IOException, InterruptedException {
    if (!Files.exists(VALIDATOR) || !hasPython()) {
      leftOut();
      return;
    }
    Process process =
        new ProcessBuilder(
                "python3", VALIDATOR.toString(), FILE.toString(), "--target", target, "--strict")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  private static void leftOut() {
    String message =
        "LEFT OUT: validation of the Kibana objects: python3 or ../shared/tools/kibana is absent";
    if (Boolean.getBoolean("require.all")) {
      throw new AssertionError(message);
    }
    System.out.println(message);
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
