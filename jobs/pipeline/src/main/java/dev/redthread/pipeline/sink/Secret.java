package dev.redthread.pipeline.sink;

import java.io.Serializable;

/** Where the secret of the signature comes from; the secret itself is no part of a job graph. */
@FunctionalInterface
interface Secret extends Serializable {

  /**
   * The secret.
   *
   * <p><i>Errors:</i> {@link IllegalStateException} if there is none.
   */
  String read();

  /** The secret in an environment variable of the process that sends the pages. */
  static Secret variable(String name) {
    return () -> {
      String value = System.getenv(name);
      if (value == null || value.isBlank()) {
        throw new IllegalStateException(
            "set the environment variable " + name + " to the secret that signs pages");
      }
      return value;
    };
  }
}
