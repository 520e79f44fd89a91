package dev.redthread.pattern;

import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pattern.diagnostic.DiagnosticText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of pattern files, not yet compiled.
 *
 * @param files by name, in the order in which they were read
 * @param diagnostics what could not be read
 */
public record PatternTexts(Map<String, String> files, List<Diagnostic> diagnostics) {
  public PatternTexts {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** The diagnostics for people. */
  public String text() {
    return new DiagnosticText(file -> files.getOrDefault(file, "").lines().toList())
        .render(diagnostics);
  }
}
