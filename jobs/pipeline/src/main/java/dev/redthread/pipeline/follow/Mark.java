package dev.redthread.pipeline.follow;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What stood in a file before some place, by which it is known again under another name, packed or
 * not.
 *
 * <p><i>Units:</i> bytes of the text, after decompression.
 *
 * @param end the place
 * @param length how many bytes before it
 * @param hash of these
 */
record Mark(long end, int length, long hash) {
  /** How many bytes no other text is likely to have. */
  private static final int ENOUGH = 256;

  /** Says nothing, and holds of every file. */
  static final Mark NONE = new Mark(0, 0, 0);

  /** Of the bytes that stand before a place. */
  static Mark of(long end, byte[] bytes) {
    return bytes.length == 0 ? NONE : new Mark(end, bytes.length, hash(bytes));
  }

  /** Of the beginnings of a file that have some lengths; not of those that it is too short for. */
  static List<Mark> heads(Path file, SortedSet<Integer> lengths) throws IOException {
    if (lengths.isEmpty()) {
      return List.of();
    }
    byte[] longest = read(file, 0, lengths.last());
    return lengths.headSet(longest.length + 1).stream()
        .map(length -> of(length, Arrays.copyOf(longest, length)))
        .toList();
  }

  /** Whether a file has the same bytes there. */
  boolean holds(Path file) throws IOException {
    if (length == 0) {
      return true;
    }
    byte[] bytes = read(file, end - length, length);
    return bytes.length == length && hash(bytes) == hash;
  }

  /** Whether no other text is likely to hold it. */
  boolean isEnough() {
    return length >= ENOUGH;
  }

  /** Whether it is to stand in the place of another. */
  boolean saysMoreThan(Mark other) {
    return isEnough() || length > other.length;
  }

  private static byte[] read(Path file, long from, int length) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      text.skipNBytes(from);
      return text.readNBytes(length);
    } catch (EOFException | ZipException shorterOrNotPacked) {
      return new byte[0];
    }
  }

  private static long hash(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
