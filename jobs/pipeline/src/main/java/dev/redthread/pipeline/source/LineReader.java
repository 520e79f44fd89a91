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

  /** How much of what was read is remembered, in bytes. */
  private static final int REMEMBERED = 1024;

  private final InputStream in;
  private final byte[] first = new byte[REMEMBERED];
  private final byte[] last = new byte[REMEMBERED];
  private final int mostBytes;
  private final int keptOfLonger;
  private ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long begunLength;
  private long from;
  private long position;
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
   * @throws IOException also where the file is shorter than that
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
    try {
      reader.in.skipNBytes(from);
    } catch (EOFException shorter) {
      reader.close();
      throw new IOException(file + " is shorter than what was read of it before: " + from, shorter);
    }
    reader.from = from;
    reader.position = from;
    reader.offset = from;
    return reader;
  }

  /**
   * The next line without its end, or null at the end of the file. What stands behind the last end
   * of a line is a line, too.
   */
  public @Nullable Line next() throws IOException {
    return next(true);
  }

  /**
   * The next line that has an end, or null where there is none yet; ask again when it has grown.
   */
  public @Nullable Line nextEnded() throws IOException {
    return next(false);
  }

  private @Nullable Line next(boolean withoutEnd) throws IOException {
    int read = read();
    while (read >= 0 && read != '\n') {
      if (begunLength < mostBytes) {
        begun.write(read);
      }
      begunLength++;
      read = read();
    }
    if (ended || (read < 0 && !damaged && (begunLength == 0 || !withoutEnd))) {
      return null;
    }
    byte[] bytes = begun.toByteArray();
    long length = begunLength;
    begun = new ByteArrayOutputStream(2048);
    begunLength = 0;
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
      int read = in.read();
      if (read >= 0) {
        if (position < REMEMBERED) {
          first[(int) position] = (byte) read;
        }
        last[(int) (position % REMEMBERED)] = (byte) read;
        position++;
      }
      return read;
    } catch (EOFException | ZipException cannotUnpack) {
      damaged = true;
      return -1;
    }
  }

  /** Where the next line begins; a damaged one where it began itself. */
  long offset() {
    return offset;
  }

  /** Behind the last byte that was read, be its line over or not. */
  long position() {
    return position;
  }

  /** The first bytes of the file, as far as they were read; none where it was begun later. */
  byte[] first() {
    return from > 0 ? new byte[0] : Arrays.copyOf(first, (int) Math.min(position, REMEMBERED));
  }

  /** The bytes before {@link #position}, as far as they were read. */
  byte[] last() {
    byte[] bytes = new byte[(int) Math.min(position - from, REMEMBERED)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = last[(int) ((position - bytes.length + i) % REMEMBERED)];
    }
    return bytes;
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
