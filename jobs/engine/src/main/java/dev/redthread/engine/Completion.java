package dev.redthread.engine;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That an event completes its pattern, and by which chain.
 *
 * @param event the completing event
 * @param chain the events of its chain, by step in the order of the file; for counts only the
 *     completing event, since the window says the rest
 * @param settlesAt when the chain's absences are decided on the received clock, when it has any
 * @param bridge events of later completions to which it stays tied although the completions between
 *     them were let go of under the budget; empty on nearly every key
 * @param held whether it takes no part in findings yet, since its pattern waits until {@code
 *     settlesAt}
 */
public record Completion(
    EventKey event,
    List<ChainPart> chain,
    @Nullable Long settlesAt,
    List<EventKey> bridge,
    boolean held) {
  public Completion {
    chain = List.copyOf(chain);
    bridge = List.copyOf(bridge);
  }

  public Completion(EventKey event, List<ChainPart> chain, @Nullable Long settlesAt) {
    this(event, chain, settlesAt, List.of(), false);
  }

  /** This completion, tied to other events. */
  public Completion bridgedTo(List<EventKey> events) {
    return new Completion(event, chain, settlesAt, events, held);
  }

  /** This completion, held back or not. */
  public Completion held(boolean back) {
    return back == held ? this : new Completion(event, chain, settlesAt, bridge, back);
  }

  /** This completion, with absences that are decided at a time. */
  public Completion settlesAt(@Nullable Long time) {
    return Objects.equals(time, settlesAt)
        ? this
        : new Completion(event, chain, time, bridge, held);
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
