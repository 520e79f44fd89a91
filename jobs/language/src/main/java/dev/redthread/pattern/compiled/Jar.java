package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.Base64;

/**
 * A jar with Java patterns, as it was read.
 *
 * @param name of its file
 * @param content its bytes in base 64: it travels with the texts of the pattern files
 */
public record Jar(String name, String content) implements Serializable {

  /** What the name of its file ends with. */
  public static final String SUFFIX = ".jar";

  public static Jar of(String name, byte[] bytes) {
    return new Jar(name, Base64.getEncoder().encodeToString(bytes));
  }

  /** The bytes of its file. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(content);
  }

  /** Without the content, which is long. */
  @Override
  public String toString() {
    return name;
  }
}
