package dev.redthread.engine.cep;

/** Code of others took longer than it may. */
final class TooLongException extends Exception {
  private static final long serialVersionUID = 1;
}
