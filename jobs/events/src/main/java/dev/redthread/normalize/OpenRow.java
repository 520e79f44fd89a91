package dev.redthread.normalize;

/**
 * A row of CSV that a line leaves open within a quote, and the lines after it that may belong to
 * it.
 *
 * <p><i>Invariants:</i> a quote that was opened by mistake takes no file along: several lines are a
 * row only where each quote that holds a line end is closed at the end of its cell, as the opening
 * quote of another row is not, and within the bounds.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class OpenRow {
  /** The most lines of a row. */
  public static final int MOST_LINES = 1_000;

  /** The most bytes of a row of several lines. */
  public static final int MOST_BYTES = Limits.DEFAULT.mostBytes();

  /** What the lines so far are. */
  public enum State {
    /** The beginning of a row. */
    OPEN,
    /** A whole row. */
    WHOLE,
    /** No row: the first of them stands for itself. */
    NONE
  }

  private enum At {
    BEGIN_OF_CELL,
    PLAIN,
    QUOTED,
    QUOTE
  }

  private final int separator;
  private At at = At.BEGIN_OF_CELL;
  private boolean holdsLineEnd;
  private int lines;
  private long length;

  OpenRow(char separator) {
    this.separator = separator;
  }

  /**
   * Adds a line.
   *
   * @param end how many bytes its end has
   */
  public State add(byte[] line, int end) {
    return add(line, 0, end);
  }

  State add(byte[] line, int from, int end) {
    lines++;
    length += line.length + end;
    for (int i = from; i < line.length; i++) {
      if (!take(line[i])) {
        return State.NONE;
      }
    }
    if (at != At.QUOTED) {
      return length <= MOST_BYTES ? State.WHOLE : State.NONE;
    }
    holdsLineEnd = true;
    return lines < MOST_LINES && length < MOST_BYTES ? State.OPEN : State.NONE;
  }

  /** False where the lines are no row. */
  private boolean take(byte character) {
    if (at == At.QUOTED) {
      at = character == '"' ? At.QUOTE : At.QUOTED;
      return true;
    }
    if (character == '"' && at != At.PLAIN) {
      at = At.QUOTED;
      return true;
    }
    boolean behind = at == At.QUOTE && holdsLineEnd;
    at = character == separator ? At.BEGIN_OF_CELL : At.PLAIN;
    holdsLineEnd = false;
    // A carriage return within a line ends a row, and another begins.
    return character != '\r' && !(behind && at == At.PLAIN);
  }
}
