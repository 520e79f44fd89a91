package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterJarsTest {

  @Test
  void flinkItselfStaysAndAllElseIsBrought() {
    String classPath =
        String.join(
            File.pathSeparator,
            "/r/redthread-cli.jar",
            "/r/lib/flink-runtime-2.2.1.jar",
            "/r/lib/flink-connector-kafka-5.0.0-2.2.jar",
            "/r/lib/log4j-core-2.25.2.jar",
            "/r/lib/snakeyaml-2.7.jar");

    assertThat(ClusterJars.of(classPath))
        .isEqualTo(
            List.of(
                Path.of("/r/redthread-cli.jar"),
                Path.of("/r/lib/flink-connector-kafka-5.0.0-2.2.jar"),
                Path.of("/r/lib/snakeyaml-2.7.jar")));
  }

  /** Flink's own copies have other names, so those of the expression parser cannot clash. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/cel/common/CelOptions.class",
        "com/google/common/base/Preconditions.class",
        "com/google/protobuf/Message.class",
        "org/antlr/v4/runtime/Parser.class"
      })
  void whatTheExpressionParserNeedsIsBroughtAndInNoJarOfFlink(String type) throws IOException {
    List<URL> places = Collections.list(ClassLoader.getSystemResources(type));

    assertThat(places).hasSize(1);
    String jar = places.get(0).getPath().replaceAll("^file:|!.*$", "");
    assertThat(ClusterJars.of(jar)).containsExactly(Path.of(jar));
  }

  @Test
  void aFolderOfClassesCannotBeSent() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> ClusterJars.of("/r/target/classes"))
        .withMessageContaining("./redthread");
  }
}
