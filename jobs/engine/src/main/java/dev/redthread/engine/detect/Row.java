package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import org.jspecify.annotations.Nullable;

/**
 * Completions next to each other that are by one chain, but for the events that complete; or one
 * completion alone.
 */
final class Row {
  private final EventKey first;
  private Completion head;
  private Component component;
  private @Nullable Slot slot;

  /**
   * @param head the completion of its first event
   */
  Row(Completion head, Component component) {
    first = head.event();
    this.head = head;
    this.component = component;
  }

  EventKey first() {
    return first;
  }

  /** The completion of its first event. */
  Completion head() {
    if (slot != null && !slot.shared().equals(head.beforeLast())) {
      head = head.withBeforeLast(slot.shared());
    }
    return head;
  }

  void setHead(Completion now) {
    head = now;
  }

  /** The event of its chain before that which the rows of its slot share. */
  EventKey beforeShared() {
    return head.chain().get(head.chain().size() - 3).event();
  }

  /** The first event of its chain, if it is in a slot. */
  EventKey begin() {
    return head.chain().get(0).event();
  }

  /** Where its chain has the event before the completing one, if it shares that. */
  @Nullable Slot slot() {
    return slot;
  }

  /** Leaves the event before the completing one to a slot, or keeps that which it has. */
  void setSlot(@Nullable Slot now) {
    head = head();
    slot = now;
  }

  /** What stands for its first completion in the state. */
  Completion stored() {
    return slot == null ? head : slot.stored(this);
  }

  Component component() {
    return component;
  }

  void setComponent(Component now) {
    component = now;
  }
}
