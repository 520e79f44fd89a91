package dev.redthread.pattern.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The problems found so far.
 *
 * <p><i>Thread safety:</i> none; one per run.
 */
public final class Diagnostics {
  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  public void error(Code code, Place place, String message) {
    error(code, place, message, null);
  }

  public void error(Code code, Place place, String message, @Nullable String hint) {
    found.add(new Diagnostic(code, Severity.ERROR, place, message, hint));
    errors++;
  }

  public void warn(Code code, Place place, String message) {
    warn(code, place, message, null);
  }

  public void warn(Code code, Place place, String message, @Nullable String hint) {
    found.add(new Diagnostic(code, Severity.WARNING, place, message, hint));
  }

  /** How many errors there are; a stage compares two counts to see whether it went well. */
  public int errors() {
    return errors;
  }

  /** All problems, by place. */
  public List<Diagnostic> sorted() {
    return found.stream().sorted().distinct().toList();
  }
}
