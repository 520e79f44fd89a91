package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;

/**
 * Completions next to each other that are by one chain, but for the events that complete; or one
 * completion alone.
 */
final class Row {
  private final EventKey first;
  private Completion head;
  private Component component;

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

  Completion head() {
    return head;
  }

  void setHead(Completion now) {
    head = now;
  }

  Component component() {
    return component;
  }

  void setComponent(Component now) {
    component = now;
  }
}
