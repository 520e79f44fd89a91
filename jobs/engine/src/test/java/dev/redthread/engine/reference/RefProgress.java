package dev.redthread.engine.reference;

import java.util.List;

/**
 * How far a group has come.
 *
 * @param step the number of mandatory steps reached
 * @param chain the events that fill them
 * @param expires until when an event that goes on may be received
 */
public record RefProgress(int step, List<RefLink> chain, long expires) {
  public RefProgress {
    chain = List.copyOf(chain);
  }
}
