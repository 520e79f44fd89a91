package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.List;

/** Every total order of some events that agrees with their times. */
final class Orders {

  private Orders() {}

  static List<List<RefEvent>> of(List<RefEvent> events) {
    List<List<RefEvent>> orders = new ArrayList<>();
    extend(new ArrayList<>(), new ArrayList<>(events), orders);
    return orders;
  }

  private static void extend(
      List<RefEvent> order, List<RefEvent> left, List<List<RefEvent>> orders) {
    if (left.isEmpty()) {
      orders.add(List.copyOf(order));
      return;
    }
    long earliest = left.stream().mapToLong(RefEvent::time).min().orElseThrow();
    for (RefEvent next : left) {
      if (next.time() == earliest) {
        List<RefEvent> rest = new ArrayList<>(left);
        rest.remove(next);
        order.add(next);
        extend(order, rest, orders);
        order.remove(order.size() - 1);
      }
    }
  }
}
