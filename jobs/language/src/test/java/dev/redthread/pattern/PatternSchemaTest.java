package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.read.Block;
import dev.redthread.pattern.read.Key;
import dev.redthread.pattern.yaml.YamlNode;
import dev.redthread.pattern.yaml.YamlReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The schema for editors is that of the reader's keys, takes every pattern that is shipped or shown
 * and no misspelt key. {@code -Dschema.write=true} writes it anew.
 */
class PatternSchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final Path FILE = ROOT.resolve("patterns/pattern.schema.json");
  private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(PatternSchema.json());
  }

  @Test
  void standsInTheRepositoryAsGenerated() throws IOException {
    String schema = PatternSchema.json();
    if (Boolean.getBoolean("schema.write")) {
      Files.writeString(FILE, schema);
    }

    assertThat(Files.readString(FILE)).isEqualTo(schema);
  }

  @Test
  void isASchema() throws IOException {
    JsonSchema ofSchemas =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(URI.create("https://json-schema.org/draft/2020-12/schema"));

    assertThat(ofSchemas.validate(JSON.readTree(PatternSchema.json()))).isEmpty();
  }

  @Test
  void takesEveryPatternThatIsShippedOrShown() throws IOException {
    JsonSchema schema = schema();
    List<JsonNode> documents = documents();

    assertThat(documents).hasSizeGreaterThan(40);
    for (JsonNode document : documents) {
      assertThat(schema.validate(document)).as("%s", document).isEmpty();
    }
  }

  @Test
  void takesEveryPublicCloudRule() throws IOException {
    Optional<Path> folder =
        Shared.find("the public rule set and the schema", "conformance/SigmaHQ-sigma/rules");
    if (folder.isEmpty()) {
      return;
    }
    JsonSchema schema = schema();
    PatternTexts texts = PatternFiles.read(PatternPaths.of(List.of(folder.get())));
    for (Map.Entry<String, String> file : texts.files().entrySet()) {
      for (JsonNode document : documents(file.getValue())) {
        assertThat(schema.validate(document)).as(file.getKey()).isEmpty();
      }
    }
  }

  @Test
  void takesNoMisspeltKey() throws IOException {
    JsonSchema schema = schema();
    int misspelt = 0;
    for (JsonNode document : documents()) {
      for (List<String> map : maps(document)) {
        for (String key : names(at(document, map))) {
          JsonNode wrong = document.deepCopy();
          ObjectNode changed = (ObjectNode) at(wrong, map);
          changed.set(key + "x", changed.remove(key));
          assertThat(schema.validate(wrong)).as("%sx in %s", key, document).isNotEmpty();
          misspelt++;
        }
      }
    }
    assertThat(misspelt).isGreaterThan(500);
  }

  @Test
  void takesNoModifierThatIsNone() throws IOException {
    String rule = "title: t\nlogsource: {product: a}\ndetection: {s: {f|%s: x}, condition: s}\n";

    assertThat(schema().validate(documents(rule.formatted("contains|all")).get(0))).isEmpty();
    assertThat(schema().validate(documents(rule.formatted("contians")).get(0))).isNotEmpty();
    assertThat(schema().validate(documents(rule.formatted("re|i|")).get(0))).isNotEmpty();
  }

  /** The reader fails while tests run where it asks for a key that is not among a block's. */
  @ParameterizedTest
  @EnumSource
  void hasNoKeyThatTheReaderDoesNotKnow(Block block) {
    for (Key key : block.keys()) {
      String asked = "{kind: {}, KEY: 1}".replace("KEY", key.name());
      String text =
          switch (block) {
            case LOGSOURCE -> "{detection: {}, logsource: {product: a, KEY: 1}}";
            case CORRELATION -> "{correlation: {KEY: 1}}";
            case CONDITION -> "{correlation: {type: value_percentile, condition: {KEY: 1}}}";
            case SEQUENCE -> "{sequence: {KEY: 1}}";
            case STEP -> "{sequence: {steps: [{a: {KEY: 1}}]}}";
            case NOT -> "{sequence: {steps: [{not: {KEY: 1}}]}}";
            case NEW_VALUE -> "{new_value: {KEY: 1}}";
            case JAVA -> "{java: {KEY: 1}}";
            case FILTER -> "{filter: {KEY: 1}}";
            case RESPONSE -> "{detection: {}, redthread: {KEY: 1}}";
            case SUPPRESS -> "{detection: {}, redthread: {suppress: {KEY: 1}}}";
            default ->
                key.name().equals(block.kind()) ? "{KEY: 1}" : asked.replace("kind", block.kind());
          };
      Loaded loaded =
          PatternFiles.loadTexts(
              Map.of("x.yml", text.replace("KEY", key.name())), TestSources.CATALOG);

      assertThat(loaded.diagnostics().stream().map(Diagnostic::code))
          .as("%s of %s: %s", key.name(), block, loaded.text())
          .doesNotContain(Code.UNKNOWN_KEY);
    }
  }

  /** What is shipped, and what the guide shows. */
  private static List<JsonNode> documents() throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (String text :
        PatternFiles.read(PatternPaths.of(List.of(ROOT.resolve("patterns")))).files().values()) {
      documents.addAll(documents(text));
    }
    Matcher blocks = YAML_BLOCK.matcher(Files.readString(ROOT.resolve("docs/authoring.md")));
    while (blocks.find()) {
      documents.addAll(documents(blocks.group(1)));
    }
    return documents;
  }

  private static List<JsonNode> documents(String text) {
    Diagnostics diagnostics = new Diagnostics();
    List<JsonNode> documents = new ArrayList<>();
    new YamlReader("x.yml", diagnostics).read(text).forEach(node -> documents.add(json(node)));
    assertThat(diagnostics.sorted()).isEmpty();
    return documents;
  }

  private static JsonNode json(YamlNode node) {
    if (node instanceof YamlNode.Mapping map) {
      ObjectNode object = NODES.objectNode();
      map.entries().forEach(entry -> object.set(entry.key().text(), json(entry.value())));
      return object;
    } else if (node instanceof YamlNode.Sequence list) {
      ArrayNode array = NODES.arrayNode();
      list.items().forEach(item -> array.add(json(item)));
      return array;
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    return switch (scalar.kind()) {
      case TEXT -> NODES.textNode(scalar.text());
      case NUMBER -> NODES.numberNode(new BigDecimal(scalar.text()));
      case FLAG -> NODES.booleanNode(scalar.text().equalsIgnoreCase("true"));
      case NULL -> NODES.nullNode();
    };
  }

  /** The paths of the maps in a document whose keys are those of the language. */
  private static List<List<String>> maps(JsonNode document) {
    List<List<String>> maps = new ArrayList<>(List.of(List.of()));
    for (List<String> path :
        List.of(
            List.of("logsource"),
            List.of("correlation"),
            List.of("correlation", "condition"),
            List.of("sequence"),
            List.of("new_value"),
            List.of("redthread"))) {
      if (at(document, path).isObject()) {
        maps.add(path);
      }
    }
    JsonNode steps = document.path("sequence").path("steps");
    for (int i = 0; i < steps.size(); i++) {
      for (String name : names(steps.path(i))) {
        if (steps.path(i).path(name).isObject()) {
          maps.add(List.of("sequence", "steps", String.valueOf(i), name));
        }
      }
    }
    return maps;
  }

  private static JsonNode at(JsonNode document, List<String> path) {
    JsonNode at = document;
    for (String name : path) {
      at = at.isArray() ? at.path(Integer.parseInt(name)) : at.path(name);
    }
    return at;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
