package dev.redthread.pipeline.metrics;

import java.util.Locale;

/** The metrics of one place as a table of {@code docs/operating.md}. */
final class MetricTable {
  private MetricTable() {}

  /** The line before which the table begins. */
  static String begin(Metric.Place place) {
    return "<!-- metrics of " + place.name().toLowerCase(Locale.ROOT) + ": begin (generated) -->";
  }

  /** The line with which it is over. */
  static String end(Metric.Place place) {
    return "<!-- metrics of " + place.name().toLowerCase(Locale.ROOT) + ": end -->";
  }

  static String markdown(Metric.Place place) {
    StringBuilder table = new StringBuilder("| metric | kind | unit | says |\n|---|---|---|---|\n");
    for (Metric metric : Metric.values()) {
      if (metric.place() == place) {
        table.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    metric.key(),
                    metric.kind().name().toLowerCase(Locale.ROOT),
                    metric.unit(),
                    metric.meaning()));
      }
    }
    return table.toString();
  }
}
