package dev.redthread.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Lists joined without repeats, in the order of first sight. */
final class Distinct {

  private Distinct() {}

  @SafeVarargs
  static <T> List<T> of(Collection<T>... lists) {
    LinkedHashSet<T> all = new LinkedHashSet<>();
    for (Collection<T> list : lists) {
      all.addAll(list);
    }
    return new ArrayList<>(all);
  }
}
