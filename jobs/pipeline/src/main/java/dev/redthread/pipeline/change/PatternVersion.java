package dev.redthread.pipeline.change;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All pattern files as they were at one time.
 *
 * @param number counts up from 1 with each version
 * @param since from when on every event is screened by it, in milliseconds since 1970 UTC
 * @param files in their order
 */
public record PatternVersion(long number, long since, List<PatternFile> files)
    implements Serializable {
  public PatternVersion {
    files = List.copyOf(files);
  }

  /** One file. */
  public record PatternFile(String name, String text) implements Serializable {}

  /** A version of texts by file name. */
  public static PatternVersion of(long number, long since, Map<String, String> texts) {
    List<PatternFile> files = new ArrayList<>();
    texts.forEach((name, text) -> files.add(new PatternFile(name, text)));
    return new PatternVersion(number, since, files);
  }

  /** The texts by file name. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach(file -> texts.put(file.name(), file.text()));
    return texts;
  }

  /** A hash of the files. */
  public String hash() {
    return hash(texts());
  }

  /** A hash of texts by file name. */
  static String hash(Map<String, String> texts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
    texts.forEach(
        (name, text) -> {
          update(name, digest);
          update(text, digest);
        });
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void update(String text, MessageDigest digest) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
