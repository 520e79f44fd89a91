package dev.redthread.pattern.diagnostic;

import java.util.Comparator;

/**
 * Where in a file something stands.
 *
 * <p><i>Units:</i> {@code line} and {@code column} count from 1; columns count code points. Line 0
 * is the file as a whole.
 */
public record Place(String file, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /** The file as a whole. */
  public static Place ofFile(String file) {
    return new Place(file, 0, 0);
  }

  /** A place further right on the same line. */
  public Place right(int columns) {
    return new Place(file, line, column + columns);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
