package dev.redthread.pattern;

import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pattern.diagnostic.DiagnosticJson;
import dev.redthread.pattern.diagnostic.DiagnosticSarif;
import dev.redthread.pattern.diagnostic.DiagnosticText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What reading pattern files gave.
 *
 * @param set what is sound; do not run it when there are errors, for what is missing in it may be
 *     what narrows the rest
 * @param diagnostics every problem, by place
 * @param texts the files by name, in the order in which they were read
 */
public record Loaded(PatternSet set, List<Diagnostic> diagnostics, Map<String, String> texts) {
  public Loaded {
    diagnostics = List.copyOf(diagnostics);
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** The diagnostics for people. */
  public String text() {
    return new DiagnosticText(file -> texts.getOrDefault(file, "").lines().toList())
        .render(diagnostics);
  }

  /** The diagnostics for code review tools. */
  public String sarif() {
    return DiagnosticSarif.render(diagnostics);
  }

  /** The diagnostics for programs. */
  public String json() {
    return DiagnosticJson.render(diagnostics);
  }
}
