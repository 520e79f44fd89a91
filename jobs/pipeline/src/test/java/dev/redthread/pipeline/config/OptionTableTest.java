package dev.redthread.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class OptionTableTest {

  @Test
  void standsInTheOperatingPageAsGenerated() throws IOException {
    Path page = ConfigFileTest.root().resolve("docs/operating.md");
    String text = Files.readString(page);
    int begin = text.indexOf(OptionTable.BEGIN) + OptionTable.BEGIN.length() + 1;
    int end = text.indexOf(OptionTable.END);
    String table = OptionTable.markdown(ConfigFile.options());
    if (Boolean.getBoolean("options.write")) {
      Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
      return;
    }

    assertThat(text.substring(begin, end)).isEqualTo(table);
  }
}
