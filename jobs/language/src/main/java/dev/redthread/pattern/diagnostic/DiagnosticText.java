package dev.redthread.pattern.diagnostic;

import java.util.List;
import java.util.function.Function;

/**
 * Diagnostics for people: place, message, the source line, a caret, a hint.
 *
 * <pre>
 * rules/login.yml:7:5: error[unknown-key]: a detection has no key `condtion`
 *   |     condtion: selection
 *   |     ^
 *   = did you mean `condition`?
 * </pre>
 */
public final class DiagnosticText {
  private static final int WIDTH = 120;

  private final Function<String, List<String>> linesOf;

  /**
   * @param linesOf the lines of a file by its name, empty when it could not be read
   */
  public DiagnosticText(Function<String, List<String>> linesOf) {
    this.linesOf = linesOf;
  }

  /** All of them, each ended by a line feed. */
  public String render(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      append(diagnostic, text);
    }
    return text.toString();
  }

  private void append(Diagnostic diagnostic, StringBuilder text) {
    Place place = diagnostic.place();
    text.append(place)
        .append(": ")
        .append(diagnostic.severity().id())
        .append('[')
        .append(diagnostic.code().id())
        .append("]: ")
        .append(printable(diagnostic.message()))
        .append('\n');
    List<String> lines = linesOf.apply(place.file());
    if (place.line() >= 1 && place.line() <= lines.size()) {
      appendLine(lines.get(place.line() - 1), place.column(), text);
    }
    String hint = diagnostic.hint();
    if (hint != null) {
      text.append("  = ").append(printable(hint)).append('\n');
    }
  }

  private static void appendLine(String line, int column, StringBuilder text) {
    int[] points = line.codePoints().map(point -> shown(point)).toArray();
    int caret = Math.max(0, Math.min(column - 1, points.length));
    int from = Math.max(0, Math.min(caret - WIDTH / 2, points.length - WIDTH));
    int count = Math.min(points.length - from, WIDTH);
    text.append("  | ").append(new String(points, from, count).stripTrailing()).append('\n');
    text.append("  | ").append(" ".repeat(caret - from)).append("^\n");
  }

  private static String printable(String text) {
    int[] points = text.codePoints().map(point -> shown(point)).toArray();
    return new String(points, 0, points.length);
  }

  /** Control characters of a hostile file must not reach a terminal. */
  private static int shown(int point) {
    if (point == '\t') {
      return ' ';
    }
    int type = Character.getType(point);
    boolean hidden =
        Character.isISOControl(point)
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    return hidden ? 0xFFFD : point;
  }
}
