package dev.redthread.normalize;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of an event whose source gives it none: a hash of its record and its time. */
final class ContentId {
  private ContentId() {}

  /**
   * @param from where the record begins in the bytes
   * @param to where it ends
   * @param index which event of the record it is
   */
  static String of(byte[] bytes, int from, int to, long eventTime, String index) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(bytes, from, Math.min(to, bytes.length) - from);
      hash.update(ByteBuffer.allocate(Long.BYTES).putLong(eventTime).array());
      String hex = HexFormat.of().formatHex(hash.digest(), 0, 16);
      return index.equals("0") ? hex : hex + "#" + index;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
