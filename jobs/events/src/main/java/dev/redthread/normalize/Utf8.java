package dev.redthread.normalize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8; texts that are all ASCII are told at 32 bytes a step. */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int FOUR_LONGS = 4 * Long.BYTES;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  private static long four(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at)
        | (long) LONGS.get(bytes, at + Long.BYTES)
        | (long) LONGS.get(bytes, at + 2 * Long.BYTES)
        | (long) LONGS.get(bytes, at + 3 * Long.BYTES);
  }

  /** Whether bytes are UTF-8, as JSON and CSV may be. */
  public static boolean valid(byte[] bytes) {
    // JSON never begins with a NUL in its first two bytes, UTF-16 and UTF-32 do.
    if (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0)) {
      return false;
    }
    int at = 0;
    while (at + FOUR_LONGS <= bytes.length && (four(bytes, at) & HIGH_BITS) == 0) {
      at += FOUR_LONGS;
    }
    while (at + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] >= 0) {
      at++;
    }
    if (at == bytes.length) {
      return true;
    }
    try {
      // A new decoder reports what is malformed instead of replacing it.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, bytes.length - at));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}
