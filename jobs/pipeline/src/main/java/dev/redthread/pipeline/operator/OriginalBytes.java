package dev.redthread.pipeline.operator;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Originals as they are kept: deflated, since vendor JSON shrinks to a fifth. */
public final class OriginalBytes {
  private static final int CHUNK = 4096;

  private OriginalBytes() {}

  public static byte[] compress(byte[] original) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(original);
      deflater.finish();
      ByteArrayOutputStream compressed = new ByteArrayOutputStream(original.length / 4 + 16);
      byte[] chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        compressed.write(chunk, 0, deflater.deflate(chunk));
      }
      return compressed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** The bytes that were compressed; nothing for nothing, where an original is not kept. */
  public static byte[] expand(byte[] compressed) {
    if (compressed.length == 0) {
      return compressed;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      ByteArrayOutputStream original = new ByteArrayOutputStream(compressed.length * 4);
      byte[] chunk = new byte[CHUNK];
      while (!inflater.finished()) {
        int length = inflater.inflate(chunk);
        if (length == 0 && !inflater.finished()) {
          throw new IllegalStateException("a compressed original ends too early");
        }
        original.write(chunk, 0, length);
      }
      return original.toByteArray();
    } catch (DataFormatException e) {
      throw new IllegalStateException("a compressed original is damaged", e);
    } finally {
      inflater.end();
    }
  }
}
