package dev.redthread.engine;

import java.util.ArrayList;
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
 * @param slot with which others it has the event before the completing one in common; only in the
 *     state, where one of them says it for all
 */
public record Completion(
    EventKey event,
    List<ChainPart> chain,
    @Nullable Long settlesAt,
    List<EventKey> bridge,
    boolean held,
    @Nullable Slot slot) {
  public Completion {
    chain = List.copyOf(chain);
    bridge = List.copyOf(bridge);
  }

  public Completion(EventKey event, List<ChainPart> chain, @Nullable Long settlesAt) {
    this(event, chain, settlesAt, List.of(), false);
  }

  public Completion(
      EventKey event,
      List<ChainPart> chain,
      @Nullable Long settlesAt,
      List<EventKey> bridge,
      boolean held) {
    this(event, chain, settlesAt, bridge, held, null);
  }

  /** This completion, tied to other events. */
  public Completion bridgedTo(List<EventKey> events) {
    return new Completion(event, chain, settlesAt, events, held);
  }

  /**
   * Stands in the ledger for a completion whose chain is that of the completing event before it,
   * but for the completing event itself: it has no chain of its own.
   */
  public static Completion alike(EventKey event) {
    return new Completion(event, List.of(), null);
  }

  /** Whether this only says that it is as the completion before it. */
  public boolean isAlike() {
    return chain.isEmpty();
  }

  /**
   * Whether other events may complete by the same chain: the completing event is its last, and
   * something binds all those completions together.
   */
  public boolean isShareable() {
    return !held
        && bridge.isEmpty()
        && chain.size() > 1
        && chain.get(chain.size() - 1).event().equals(event)
        && chain.subList(0, chain.size() - 1).stream().anyMatch(ChainPart::binding);
  }

  /** Whether the completion of a later event is by the same chain but for the event itself. */
  public boolean isSharedBy(Completion later) {
    return isShareable() && later.equals(at(later.event));
  }

  /** The completion of another event by this chain, which is {@link #isShareable}. */
  public Completion at(EventKey completing) {
    if (completing.equals(event)) {
      return this;
    }
    List<ChainPart> parts = new ArrayList<>(chain);
    ChainPart last = parts.remove(parts.size() - 1);
    parts.add(new ChainPart(last.step(), completing, last.binding()));
    return new Completion(completing, parts, settlesAt);
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

  /** The event before the completing one, of a chain that has one. */
  public ChainPart beforeLast() {
    return chain.get(chain.size() - 2);
  }

  /** This completion with another event before the completing one. */
  public Completion withBeforeLast(ChainPart other) {
    List<ChainPart> parts = new ArrayList<>(chain);
    parts.set(parts.size() - 2, other);
    return new Completion(event, parts, settlesAt, bridge, held);
  }

  /**
   * What stands for it in the state when it says the event before the completing one for others.
   */
  public Completion saying(long number) {
    return new Completion(event, chain, settlesAt, bridge, held, new Slot(number, true));
  }

  /** What stands for it in the state when another says the event before the completing one. */
  public Completion lacking(long number) {
    List<ChainPart> parts = new ArrayList<>(chain);
    parts.remove(parts.size() - 2);
    return new Completion(event, parts, settlesAt, bridge, held, new Slot(number, false));
  }

  /**
   * The completion that this stands for in the state.
   *
   * @param said the event before the completing one, if this lacks it
   */
  public Completion whole(ChainPart said) {
    List<ChainPart> parts = new ArrayList<>(chain);
    if (slot != null && !slot.says) {
      parts.add(parts.size() - 1, said);
    }
    return new Completion(event, parts, settlesAt, bridge, held);
  }

  /**
   * Completions of a key that have the same event before the completing one, wherever they begin.
   *
   * @param number greater than 0, for no other slot of the key
   * @param says whether the chain has that event; those of all others lack it
   */
  public record Slot(long number, boolean says) {}

  /**
   * One event of a chain.
   *
   * @param step the name of the step it fills
   * @param event the event
   * @param binding whether chains that share this event are one finding: it fills a mandatory step
   */
  public record ChainPart(String step, EventKey event, boolean binding) {}
}
