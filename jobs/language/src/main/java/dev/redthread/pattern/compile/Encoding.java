package dev.redthread.pattern.compile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The modifiers that change a text, one into several.
 *
 * <p>After a UTF-16 modifier each character of the text stands for one byte, which is what the
 * Base64 modifiers then encode.
 *
 * <p><i>Source:</i> Sigma specification 2.1.0, appendix on modifiers.
 */
final class Encoding {
  private static final int MOST_DASHES = 4;
  private static final int[] DASHES = {'-', '/', '\u2013', '\u2014', '\u2015'};

  /** Characters of the encoded text that depend on what stands before and after the value. */
  private static final int[] OFFSET_START = {0, 2, 3};

  private static final int[] OFFSET_END = {0, 3, 2};

  private Encoding() {}

  /**
   * @throws BadValueException with the reason, for an author
   */
  static List<SigmaText> apply(List<Modifier> encodings, SigmaText text) {
    List<SigmaText> texts = List.of(text);
    boolean bytes = false;
    for (Modifier encoding : encodings) {
      List<SigmaText> next = new ArrayList<>();
      for (SigmaText each : texts) {
        next.addAll(apply(encoding, each, bytes));
      }
      texts = next;
      bytes |= isUtf16(encoding);
    }
    return texts;
  }

  private static boolean isUtf16(Modifier modifier) {
    return modifier == Modifier.WIDE
        || modifier == Modifier.UTF16LE
        || modifier == Modifier.UTF16BE
        || modifier == Modifier.UTF16;
  }

  private static List<SigmaText> apply(Modifier encoding, SigmaText text, boolean bytes) {
    if (encoding == Modifier.WINDASH) {
      return dashes(text);
    }
    if (text.hasWildcards()) {
      throw new BadValueException(
          "`" + encoding.id() + "` cannot encode wildcards; escape them with a backslash");
    }
    String plain = text.plain();
    if (isUtf16(encoding)) {
      return List.of(latin(utf16(encoding, plain)));
    }
    byte[] content = plain.getBytes(bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    if (encoding == Modifier.BASE64) {
      return List.of(SigmaText.literal(Base64.getEncoder().encodeToString(content)));
    }
    return offsets(content);
  }

  private static byte[] utf16(Modifier encoding, String text) {
    Charset charset =
        encoding == Modifier.UTF16BE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    return (encoding == Modifier.UTF16 ? "\uFEFF" + text : text).getBytes(charset);
  }

  private static SigmaText latin(byte[] bytes) {
    return SigmaText.literal(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The value at each of the three places it can have within the bytes that were encoded. */
  private static List<SigmaText> offsets(byte[] content) {
    List<SigmaText> texts = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = new byte[offset + content.length];
      System.arraycopy(content, 0, shifted, offset, content.length);
      String encoded = Base64.getEncoder().encodeToString(shifted);
      int end = encoded.length() - OFFSET_END[shifted.length % 3];
      if (end <= OFFSET_START[offset]) {
        throw new BadValueException("the value is too short for `base64offset`");
      }
      texts.add(SigmaText.literal(encoded.substring(OFFSET_START[offset], end)));
    }
    return texts;
  }

  /** Every dash that begins a command line option, as every dash. */
  private static List<SigmaText> dashes(SigmaText text) {
    int[] points = text.points();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      boolean begins = i == 0 || !isWord(points[i - 1]);
      boolean option = i + 1 < points.length && isWord(points[i + 1]);
      if (isDash(points[i]) && begins && option) {
        places.add(i);
      }
    }
    if (places.size() > MOST_DASHES) {
      throw new BadValueException(
          "`windash` over more than " + MOST_DASHES + " dashes of one value");
    }
    List<int[]> all = new ArrayList<>(List.of(points));
    for (int place : places) {
      List<int[]> next = new ArrayList<>();
      for (int[] variant : all) {
        for (int dash : DASHES) {
          int[] changed = variant.clone();
          changed[place] = dash;
          next.add(changed);
        }
      }
      all = next;
    }
    return all.stream().map(SigmaText::ofPoints).toList();
  }

  private static boolean isDash(int point) {
    for (int dash : DASHES) {
      if (dash == point) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(int point) {
    return point == '_' || (point > 0 && Character.isLetterOrDigit(point));
  }
}
