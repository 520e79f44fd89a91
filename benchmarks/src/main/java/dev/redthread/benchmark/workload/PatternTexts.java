package dev.redthread.benchmark.workload;

import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The patterns of a workload as a detection engineer would write them, compiled. */
public final class PatternTexts {
  private PatternTexts() {}

  public static PatternSet compile(Workload workload, Sources sources) {
    return compile(text(workload), sources);
  }

  /** The rules and sequences of a workload as one file. */
  public static String text(Workload workload) {
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
    return text.toString();
  }

  /**
   * Beside the sequences one that begins with a login to Google, half a day before at most, and
   * ends with the second event of any of them.
   */
  public static String withLogins(Workload workload) {
    List<String> types = new ArrayList<>();
    for (int sequence = 0; sequence < workload.sequences(); sequence++) {
      types.add(Workload.type(workload.rule(sequence, 1)));
    }
    return text(workload)
        + """
        ---
        title: Login
        id: 00000000-0000-4000-8000-200000000000
        name: login
        logsource: {product: google_workspace, service: login}
        detection:
          selection:
            event.action: login_success
          condition: selection
        level: low
        ---
        title: Second event
        id: 00000000-0000-4000-8000-200000000001
        name: second
        logsource: {product: okta, service: okta}
        detection:
          selection:
            eventtype: [%s]
          condition: selection
        level: low
        ---
        title: After a login
        id: 00000000-0000-4000-8000-300000000000
        level: high
        sequence:
          group-by: [person]
          timespan: 12h
          steps:
            - login: {rule: login}
            - second: {rule: second}
        """
            .formatted(String.join(", ", types));
  }

  /** Sequences of some steps each, and their rules. */
  static String sequences(int sequences, int steps) {
    StringBuilder text = new StringBuilder();
    for (int sequence = 0; sequence < sequences; sequence++) {
      List<String> lines = new ArrayList<>();
      for (int step = 0; step < steps; step++) {
        int rule = sequence * steps + step;
        text.append(rule(rule));
        lines.add("- step_%d: {rule: %s}".formatted(step, name(rule)));
      }
      text.append(sequence(sequence, String.join("\n    ", lines)).replace("1h", "24h"));
    }
    return text.toString();
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
