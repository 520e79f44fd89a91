package dev.redthread.benchmark.workload;

import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.Map;

/** The patterns of a workload as a detection engineer would write them, compiled. */
public final class PatternTexts {
  private PatternTexts() {}

  public static PatternSet compile(Workload workload, Sources sources) {
    StringBuilder text = new StringBuilder();
    for (int rule = 0; rule < workload.rules(); rule++) {
      text.append(rule(rule));
    }
    for (int sequence = 0; sequence < workload.sequences(); sequence++) {
      text.append(
          sequence(
              sequence,
              "- first: {rule: %s}\n    - second: {rule: %s}"
                  .formatted(name(workload.rule(sequence, 0)), name(workload.rule(sequence, 1)))));
    }
    return compile(text.toString(), sources);
  }

  /** Compiles pattern files of one benchmark, which have no mistakes. */
  public static PatternSet compile(String text, Sources sources) {
    Loaded loaded = PatternFiles.loadTexts(Map.of("benchmark.yml", text), sources.catalog());
    if (loaded.hasErrors()) {
      throw new IllegalStateException(loaded.text());
    }
    return loaded.set();
  }

  static String rule(int rule) {
    return """
        ---
        title: Rule %1$d
        id: 00000000-0000-4000-8000-0000000%1$05d
        name: %2$s
        logsource: {product: okta, service: okta}
        detection:
          selection:
            eventtype%3$s: %4$s
            outcome.result: SUCCESS
          ours:
            client.ipAddress|cidr: 10.0.0.0/8
          condition: selection and not ours
        level: low
        """
        .formatted(
            rule, name(rule), Workload.hasEquality(rule) ? "" : "|contains", Workload.type(rule));
  }

  private static String name(int rule) {
    return "rule_" + rule;
  }

  private static String sequence(int sequence, String steps) {
    return """
        ---
        title: Sequence %1$d
        id: 00000000-0000-4000-8000-1000000%1$05d
        level: high
        sequence:
          group-by: [person]
          timespan: 1h
          steps:
            %2$s
        """
        .formatted(sequence, steps);
  }
}
