package dev.redthread.engine.detect;

import dev.redthread.engine.EventKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The id of a finding: a hash of its pattern, group and earliest completing event. */
final class FindingId {
  private static final int LENGTH = 32;

  private FindingId() {}

  static String of(String pattern, List<String> group, EventKey earliest) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(pattern, digest);
      group.forEach(value -> add(value, digest));
      add(Long.toString(earliest.eventTime()), digest);
      add(earliest.source(), digest);
      add(earliest.id(), digest);
      return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(String text, MessageDigest digest) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }
}
