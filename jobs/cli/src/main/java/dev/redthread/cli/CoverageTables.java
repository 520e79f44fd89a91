package dev.redthread.cli;

import dev.redthread.cli.coverage.Coverage;
import dev.redthread.cli.coverage.Coverage.Covered;
import java.util.List;

/** What is covered, as tables for a terminal. */
final class CoverageTables {
  private static final int WIDEST = 60;

  private CoverageTables() {}

  static String of(Coverage coverage) {
    TextTable byTechnique =
        new TextTable(WIDEST, List.of("TECHNIQUE", "LEVEL", "PATTERN", "SOURCES"));
    coverage
        .byTechnique()
        .forEach(
            (technique, patterns) -> {
              for (Covered each : patterns) {
                byTechnique.add(
                    List.of(
                        each.equals(patterns.get(0)) ? technique : "",
                        each.pattern().level().id(),
                        each.pattern().title(),
                        String.join(", ", each.sources())));
              }
            });
    TextTable bySource = new TextTable(WIDEST, List.of("SOURCE", "PATTERNS", "TECHNIQUES"));
    coverage
        .bySource()
        .forEach(
            (source, patterns) ->
                bySource.add(
                    List.of(
                        source,
                        Integer.toString(patterns.size()),
                        String.join(", ", Coverage.techniques(patterns)))));
    return byTechnique.render() + "\n" + bySource.render();
  }
}
