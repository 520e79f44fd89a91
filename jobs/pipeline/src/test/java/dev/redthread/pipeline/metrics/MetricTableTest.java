package dev.redthread.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MetricTableTest {

  @ParameterizedTest
  @EnumSource
  void standsInTheOperatingPageAsGenerated(Metric.Place place) throws IOException {
    Path page = Path.of(System.getProperty("redthread.root"), "docs/operating.md");
    String text = Files.readString(page);
    int begin = text.indexOf(MetricTable.begin(place)) + MetricTable.begin(place).length() + 1;
    int end = text.indexOf(MetricTable.end(place));
    String table = MetricTable.markdown(place);
    if (Boolean.getBoolean("metrics.write")) {
      Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
      return;
    }

    assertThat(text.substring(begin, end)).isEqualTo(table);
  }
}
