package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void aFolderOfClassesCannotBeSent() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> ClusterJars.of("/r/target/classes"))
        .withMessageContaining("./redthread");
  }
}
