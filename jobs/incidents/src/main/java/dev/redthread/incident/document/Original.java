package dev.redthread.incident.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes as they were received, as text where they are text. */
final class Original {

  /** How many bytes of a UTF-8 character a cut may leave behind. */
  private static final int MOST_LEFT_OVER = 3;

  private Original() {}

  /**
   * Writes the bytes as {@code event.original}, or as Base64 when they are not UTF-8.
   *
   * @param cut whether the end of the bytes was cut off, perhaps within a character
   */
  static void write(byte[] bytes, boolean cut, JsonTree json) {
    String text = null;
    for (int less = 0; text == null && less <= (cut ? MOST_LEFT_OVER : 0); less++) {
      text = less > bytes.length ? null : text(bytes, bytes.length - less);
    }
    if (text != null) {
      json.set("event.original", text);
    } else {
      json.set("redthread.original_base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static @Nullable String text(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
