package dev.redthread.normalize;

import dev.redthread.event.Value;
import dev.redthread.normalize.PathTrie.Filter;
import dev.redthread.normalize.PathTrie.Node;
import java.util.List;

/** The filters of paths such as {@code target[type=User].id}, applied when an object ends. */
final class Filters {
  private Filters() {}

  /** How many values each slot that a filter reads or keeps has so far. */
  static int[] marks(Node node, Slots slots) {
    int count = 0;
    for (Filter filter : node.filters) {
      count += 1 + filter.kept().size();
    }
    int[] marks = new int[count];
    int at = 0;
    for (Filter filter : node.filters) {
      marks[at++] = slots.size(filter.test());
      for (int slot : filter.kept()) {
        marks[at++] = slots.size(slot);
      }
    }
    return marks;
  }

  /** Takes out what a filter does not let pass of what came since the marks. */
  static void apply(Node node, int[] marks, Slots slots) {
    int at = 0;
    for (Filter filter : node.filters) {
      List<Value> tests = slots.get(filter.test());
      boolean passes =
          tests.size() > marks[at++]
              && filter.allowed().contains(tests.get(tests.size() - 1).text());
      for (int slot : filter.kept()) {
        if (!passes) {
          slots.cut(slot, marks[at]);
        }
        at++;
      }
    }
  }
}
