package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What persons of a SCIM export are called by, as the configuration says. */
final class PersonNameTest {
  @TempDir Path folder;

  private String person() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Files.writeString(
        sources.resolve("okta.yml"), Files.readString(Home.path("config", "sources", "okta.yml")));
    Path users =
        Files.writeString(
            folder.resolve("users.json"),
            "{\"userName\":\"mlind\",\"employeeNumber\":\"17\","
                + "\"emails\":[{\"value\":\"mara.lind@corp.example\",\"primary\":true}]}");
    return Content.load(List.of(), sources, users, Duration.ZERO)
        .aliases()
        .person("mlind")
        .orElse("mlind");
  }

  private void configured(String yaml) throws IOException {
    Files.writeString(folder.resolve("pipeline.yml"), yaml);
  }

  @Test
  void isTheAddressWhereNothingIsConfigured() throws IOException {
    assertThat(person()).isEqualTo("mara.lind@corp.example");
  }

  @Test
  void isWhatTheConfigurationSays() throws IOException {
    configured("identity-person: user_name\n");
    assertThat(person()).isEqualTo("mlind");
  }

  @Test
  void saysWhereAConfigurationIsWrong() throws IOException {
    configured("identity-person: nickname\n");
    assertThatThrownBy(this::person)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("pipeline.yml:1:");
  }
}
