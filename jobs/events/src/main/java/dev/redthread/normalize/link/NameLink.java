package dev.redthread.normalize.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * That a name is a person's, with the records that say so: of each unbroken series of them the
 * first and the latest.
 *
 * @param person as the records name it; empty for more persons than are told apart
 * @param spans in order of time, none of which touches another
 */
public record NameLink(String person, List<NameSpan> spans) {

  public NameLink {
    spans = List.copyOf(spans);
  }

  /** The same, and one more record says so. */
  NameLink with(NameSpan said, long life) {
    NameSpan joined = said;
    List<NameSpan> others = new ArrayList<>();
    for (NameSpan span : spans) {
      if (span.touches(joined, life)) {
        joined = joined.with(span);
      } else {
        others.add(span);
      }
    }
    others.add(joined);
    others.sort(Comparator.comparing(NameSpan::first));
    return new NameLink(person, others);
  }

  /** The same without some series; nothing where nothing is left. */
  public Optional<NameLink> without(Predicate<NameSpan> some) {
    List<NameSpan> left = spans.stream().filter(some.negate()).toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(new NameLink(person, left));
  }

  /** The earliest time of a record that ends a series, in milliseconds since 1970 UTC. */
  public long earliestEnd() {
    return spans.stream().mapToLong(span -> span.latest().time()).min().orElse(Long.MAX_VALUE);
  }

  long ahead(long time, long life) {
    return spans.stream().mapToLong(span -> span.ahead(time, life)).min().orElse(Long.MAX_VALUE);
  }

  /** The series that counts for a moment, the nearest. */
  Optional<NameSpan> span(long time, long life) {
    return spans.stream()
        .filter(span -> span.ahead(time, life) < Long.MAX_VALUE)
        .min(Comparator.comparingLong(span -> span.ahead(time, life)));
  }
}
