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
 * All pattern files as they were at one time, or those of another subject that changes while the
 * job runs.
 *
 * @param subject what the files are about: {@link #PATTERNS}, or the name of a {@link SideFiles}
 * @param number counts up from 1 with each version of the subject
 * @param since from when on every event is screened by it, in milliseconds since 1970 UTC
 * @param files in their order
 */
public record PatternVersion(String subject, long number, long since, List<PatternFile> files)
    implements Serializable {
  /** The subject of pattern files. */
  public static final String PATTERNS = "patterns";

  public PatternVersion {
    files = List.copyOf(files);
  }

  /** A version of the pattern files. */
  public PatternVersion(long number, long since, List<PatternFile> files) {
    this(PATTERNS, number, since, files);
  }

  /** One file. */
  public record PatternFile(String name, String text) implements Serializable {}

  /** A version of the pattern files by their names. */
  public static PatternVersion of(long number, long since, Map<String, String> texts) {
    return of(PATTERNS, number, since, texts);
  }

  /** A version of texts by file name. */
  public static PatternVersion of(
      String subject, long number, long since, Map<String, String> texts) {
    List<PatternFile> files = new ArrayList<>();
    texts.forEach((name, text) -> files.add(new PatternFile(name, text)));
    return new PatternVersion(subject, number, since, files);
  }

  /** Whether it is one of the pattern files. */
  public boolean isOfPatterns() {
    return subject.equals(PATTERNS);
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
