package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;

/**
 * For how long one finding of a pattern keeps further ones from paging.
 *
 * @param period how long, in milliseconds on the received clock
 * @param by the fields that must be alike: of the finding's group, of an event rule those of its
 *     event; with none, all findings of the pattern are alike
 */
public record Suppression(long period, List<String> by) implements Serializable {
  public Suppression {
    by = List.copyOf(by);
  }
}
