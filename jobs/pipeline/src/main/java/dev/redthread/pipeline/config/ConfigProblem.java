package dev.redthread.pipeline.config;

/**
 * One thing wrong with a configuration file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record ConfigProblem(String file, int line, int column, String message)
    implements Comparable<ConfigProblem> {

  @Override
  public int compareTo(ConfigProblem other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
