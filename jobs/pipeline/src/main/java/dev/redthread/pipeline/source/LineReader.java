package dev.redthread.pipeline.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as bytes, and where each ends. A line that is too long is never held whole.
 *
 * <p><i>Units:</i> offsets count bytes of the text, after decompression.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class LineReader implements Closeable {

  private final InputStream in;
  private final int mostBytes;
  private final int keptOfLonger;
  private long offset;

  private LineReader(InputStream in, int mostBytes, int keptOfLonger) {
    this.in = in;
    this.mostBytes = mostBytes;
    this.keptOfLonger = keptOfLonger;
  }

  /**
   * Opens a file, decompressing it when its name ends in {@code .gz}.
   *
   * @param mostBytes a longer line is cut
   * @param keptOfLonger how much of a cut line is kept
   * @param from the offset to begin at
   */
  public static LineReader open(Path file, int mostBytes, int keptOfLonger, long from)
      throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    InputStream in =
        file.toString().endsWith(".gz")
            ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16)
            : raw;
    in.skipNBytes(from);
    LineReader reader = new LineReader(in, mostBytes, keptOfLonger);
    reader.offset = from;
    return reader;
  }

  /** The next line without its end, or null at the end of the file. */
  public @Nullable Line next() throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(2048);
    long length = 0;
    int read = in.read();
    if (read < 0) {
      return null;
    }
    while (read >= 0 && read != '\n') {
      if (length < mostBytes) {
        kept.write(read);
      }
      length++;
      read = in.read();
    }
    offset += length + (read < 0 ? 0 : 1);
    byte[] bytes = kept.toByteArray();
    if (length > mostBytes) {
      return new Line(Arrays.copyOf(bytes, keptOfLonger), length);
    }
    if (length > 0 && bytes[bytes.length - 1] == '\r') {
      bytes = Arrays.copyOf(bytes, bytes.length - 1);
    }
    return new Line(bytes, bytes.length);
  }

  /** Where the next line begins. */
  long offset() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * A line.
   *
   * @param bytes of it, all unless it was cut
   * @param length how many bytes it has in the file
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Line(byte[] bytes, long length) {

    /** Whether it was too long to be held whole. */
    public boolean cut() {
      return length > bytes.length;
    }

    /** Whether it has nothing but blanks. */
    public boolean blank() {
      for (byte one : bytes) {
        if (one != ' ' && one != '\t') {
          return false;
        }
      }
      return true;
    }
  }
}
