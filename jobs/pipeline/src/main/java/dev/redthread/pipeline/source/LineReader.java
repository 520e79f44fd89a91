package dev.redthread.pipeline.source;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.Decoded;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as bytes, and where each ends. A line that is too long is never held whole. A
 * file that cannot be unpacked has a {@linkplain Line#damaged damaged} line where that begins, and
 * none after it.
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
  private boolean damaged;
  private boolean ended;

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
    LineReader reader;
    try {
      InputStream in =
          file.toString().endsWith(".gz")
              ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16)
              : raw;
      reader = new LineReader(in, mostBytes, keptOfLonger);
    } catch (EOFException | ZipException notPacked) {
      reader = new LineReader(raw, mostBytes, keptOfLonger);
      reader.damaged = true;
      return reader;
    }
    reader.in.skipNBytes(from);
    reader.offset = from;
    return reader;
  }

  /** The next line without its end, or null at the end of the file. */
  public @Nullable Line next() throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(2048);
    long length = 0;
    int read = read();
    if (ended || (read < 0 && !damaged)) {
      return null;
    }
    while (read >= 0 && read != '\n') {
      if (length < mostBytes) {
        kept.write(read);
      }
      length++;
      read = read();
    }
    byte[] bytes = kept.toByteArray();
    if (damaged) {
      ended = true;
      return new Line(Arrays.copyOf(bytes, Math.min(bytes.length, keptOfLonger)), length, true);
    }
    offset += length + (read < 0 ? 0 : 1);
    if (length > mostBytes) {
      return new Line(Arrays.copyOf(bytes, keptOfLonger), length, false);
    }
    if (length > 0 && bytes[bytes.length - 1] == '\r') {
      bytes = Arrays.copyOf(bytes, bytes.length - 1);
    }
    return new Line(bytes, bytes.length, false);
  }

  private int read() throws IOException {
    if (damaged) {
      return -1;
    }
    try {
      return in.read();
    } catch (EOFException | ZipException cannotUnpack) {
      damaged = true;
      return -1;
    }
  }

  /** Where the next line begins; a damaged one where it began itself. */
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
   * @param damaged whether the file cannot be unpacked from somewhere in it on
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Line(byte[] bytes, long length, boolean damaged) {

    /** Why it is no line that could be read; nothing where it is one. */
    public Optional<Decoded> refused(String source, int mostBytes) {
      if (damaged) {
        return Optional.of(
            new Decoded.Refused(
                source,
                Reason.BAD_GZIP,
                "the file cannot be unpacked from this line on: it is cut or damaged",
                bytes));
      }
      return length <= bytes.length
          ? Optional.empty()
          : Optional.of(
              new Decoded.Refused(
                  source,
                  Reason.TOO_LARGE,
                  length + " bytes, the limit of a line is " + mostBytes,
                  bytes));
    }

    /** Whether it has nothing but blanks. */
    public boolean blank() {
      if (damaged) {
        return false;
      }
      for (byte one : bytes) {
        if (one != ' ' && one != '\t') {
          return false;
        }
      }
      return true;
    }
  }
}
