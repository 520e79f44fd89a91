package dev.redthread.pipeline.config;

import java.util.List;

/** The options as the table of {@code docs/operating.md}. */
public final class OptionTable {
  /** The lines between which the table stands in the page. */
  public static final String BEGIN = "<!-- options: begin (generated) -->";

  public static final String END = "<!-- options: end -->";

  private OptionTable() {}

  public static String markdown(List<ConfigOption> options) {
    StringBuilder table =
        new StringBuilder("| option | takes | default | meaning |\n|---|---|---|---|\n");
    for (ConfigOption option : options) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(option.path(), option.kind(), option.fallback(), option.meaning()));
    }
    return table.toString();
  }
}
