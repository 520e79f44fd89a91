package dev.redthread.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That an event completes its pattern, and by which chain.
 *
 * @param event the completing event
 * @param chain the events of its chain, by step in the order of the file
 * @param settlesAt when the chain's absences are decided on the received clock, when it has any
 */
public record Completion(EventKey event, List<ChainPart> chain, @Nullable Long settlesAt) {
  public Completion {
    chain = List.copyOf(chain);
  }

  /**
   * One event of a chain.
   *
   * @param step the name of the step it fills
   * @param event the event
   * @param binding whether chains that share this event are one finding: it fills a mandatory step
   */
  public record ChainPart(String step, EventKey event, boolean binding) {}
}
