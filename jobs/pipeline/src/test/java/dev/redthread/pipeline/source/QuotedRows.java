package dev.redthread.pipeline.source;

import dev.redthread.normalize.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A random file of CSV whose cells hold line ends, with quotes that nobody closed, and what each of
 * its lines is by construction.
 */
public final class QuotedRows {
  /** In place of the text of what is refused. */
  public static final String REFUSED = "BAD_CSV";

  public static final String SOURCE = "test.rows";

  public static final Sources SOURCES =
      Sources.read(
          Map.of(
              "rows.yml",
              """
              sources: [{name: test.rows, title: A, delay: {typical: 1m, max: 1m}}]
              csv: {header: true}
              dedup: content
              time: [{path: at, format: epoch_ms}]
              """));

  private static final String HEADER = "id,at,\"no\nte\"";
  private static final String[] PIECES = {
    "a", "é", " ", "\"\"", ",", "\n", "\n\n", "\r\n", "{", "0", "\n7,8,9\n"
  };

  private final SplittableRandom random;
  private final String end;
  private final StringBuilder text = new StringBuilder();
  private final List<Expected> expected = new ArrayList<>();
  private int line = 1;
  private int several;

  /**
   * What is delivered.
   *
   * @param line the number of its first line, from 1
   * @param text below the header, or {@link #REFUSED}
   */
  public record Expected(long line, String text) {}

  public QuotedRows(SplittableRandom random) {
    this.random = random;
    end = random.nextBoolean() ? "\n" : "\r\n";
    write((random.nextInt(4) == 0 ? "\ufeff" : "") + HEADER, false);
    for (int row = random.nextInt(1, 12); row > 0; row--) {
      switch (random.nextInt(6)) {
        case 0 -> text(end);
        case 1 -> unclosed();
        case 2 -> refusedWhole();
        default -> row(row);
      }
    }
    if (random.nextBoolean()) {
      text.setLength(text.length() - end.length());
    }
  }

  /** Of the file. */
  public String text() {
    return text.toString();
  }

  public List<Expected> expected() {
    return expected;
  }

  /** How many rows have more than one line. */
  public int several() {
    return several;
  }

  /** The number of lines, the last one with or without an end. */
  public int lines() {
    return line - 1;
  }

  private void row(int number) {
    write(number + "," + number + "," + quoted(), true);
  }

  /** Within a quote; what is opened before it by mistake is not closed by it. */
  private String quoted() {
    StringBuilder cell = new StringBuilder("\"x");
    for (int piece = random.nextInt(5); piece > 0; piece--) {
      cell.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return cell.append('"').toString();
  }

  private void unclosed() {
    String stray = "5,\"stray,6";
    expect(random.nextInt(3) == 0 ? stray + ",\"\"" : stray, REFUSED);
  }

  /** Text behind the quote that holds a line end: each of its lines stands for itself. */
  private void refusedWhole() {
    expect("8,8,\"begin", REFUSED);
    write("plain\"y,8,9", true);
  }

  private void expect(String row, String what) {
    expected.add(new Expected(line, what));
    text(row + end);
  }

  private void write(String row, boolean delivered) {
    int before = line;
    if (delivered) {
      expected.add(new Expected(line, header() + "\n" + row));
    }
    text(row + end);
    several += delivered && line > before + 1 ? 1 : 0;
  }

  private String header() {
    return text.substring(0, text.indexOf("te\"") + 3);
  }

  private void text(String more) {
    text.append(more);
    line += (int) more.chars().filter(character -> character == '\n').count();
  }
}
