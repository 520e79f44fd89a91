package dev.redthread.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** What is plain Sigma among the shipped patterns is valid by Sigma's own schemas. */
class SigmaSchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final Path SCHEMAS =
      ROOT.resolve("../shared/conformance/sigma-specification/json-schema");

  @Test
  void acceptsEveryEventRule() throws IOException {
    valid("sigma-detection-rule-schema.json", ROOT.resolve("patterns/rules"));
  }

  @Test
  void acceptsEveryCorrelation() throws IOException {
    valid("sigma-correlation-rules-schema.json", ROOT.resolve("patterns/correlations"));
  }

  private static void valid(String schemaFile, Path patterns) throws IOException {
    Path file = SCHEMAS.resolve(schemaFile);
    if (!Files.exists(file)) {
      assertThat(Boolean.getBoolean("require.all")).as("%s is needed", file).isFalse();
      System.out.println("LEFT OUT: Sigma's schema " + schemaFile + ": not in ../shared");
      return;
    }
    ObjectMapper json = new ObjectMapper();
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(json.readTree(Files.readString(file)));
    List<Path> files = yamlFiles(patterns);
    assertThat(files).isNotEmpty();
    for (Path pattern : files) {
      JsonNode document = json.valueToTree(yaml().<Object>load(Files.readString(pattern)));
      assertThat(schema.validate(document)).as("%s", pattern).isEmpty();
    }
  }

  private static List<Path> yamlFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Dates stay texts, as JSON has them. */
  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    DumperOptions dump = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options),
        new Representer(dump),
        dump,
        options,
        new Resolver() {
          @Override
          public void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
          }
        });
  }
}
