package dev.redthread.pipeline.pull;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a secret is, on the machine that asks; the secret itself is no part of a job graph. */
@FunctionalInterface
interface SecretPlace extends Serializable {

  /**
   * The secret as it is now, without space around it.
   *
   * <p><i>Errors:</i> {@link IllegalStateException} if there is none, which never holds it.
   */
  String read();

  /** An environment variable. */
  record Variable(String name) implements SecretPlace {
    @Override
    public String read() {
      String value = System.getenv(name);
      if (value == null || value.isBlank()) {
        throw new IllegalStateException("the environment variable " + name + " is not set");
      }
      return value.strip();
    }
  }

  /** A file. */
  record InFile(String path) implements SecretPlace {
    @Override
    public String read() {
      try {
        String value = Files.readString(Path.of(path)).strip();
        if (value.isEmpty()) {
          throw new IllegalStateException("the file " + path + " is empty");
        }
        return value;
      } catch (IOException unreadable) {
        throw new IllegalStateException("the file " + path + " cannot be read", unreadable);
      }
    }
  }
}
