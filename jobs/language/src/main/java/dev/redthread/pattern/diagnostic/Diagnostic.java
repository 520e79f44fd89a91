package dev.redthread.pattern.diagnostic;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One problem of a pattern file.
 *
 * @param code its kind
 * @param severity how much it matters
 * @param place where it is
 * @param message what is wrong
 * @param hint what to do about it, or null
 */
public record Diagnostic(
    Code code, Severity severity, Place place, String message, @Nullable String hint)
    implements Comparable<Diagnostic> {
  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::place)
          .thenComparing(Diagnostic::severity)
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }
}
