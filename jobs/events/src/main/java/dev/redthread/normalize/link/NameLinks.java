package dev.redthread.normalize.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * All that is known of one name. What it says depends on the set of the records alone, in whatever
 * order they came, and not on how often one came.
 *
 * <p>A record counts for a moment when it is no older than a link counts, and no later after it
 * than the one who asks looks ahead. When those that count say one person, the name is this
 * person's; when they say two, it is nobody's. A name of more than {@link #MOST} persons is
 * nobody's as long as any of their records counts: so no number of records makes what is kept of a
 * name large.
 *
 * @param links one for each person, in order of these
 */
public record NameLinks(List<NameLink> links) {
  /** So many persons of one name are told apart. */
  static final int MOST = 16;

  /** Stands for more persons than are told apart; no record names anybody so. */
  private static final String MANY = "";

  public static final NameLinks NONE = new NameLinks(List.of());

  public NameLinks {
    links = List.copyOf(links);
  }

  /** Out of links of different persons. */
  public static NameLinks of(Collection<NameLink> links) {
    return new NameLinks(links.stream().sorted(Comparator.comparing(NameLink::person)).toList());
  }

  /**
   * These, and what a record says.
   *
   * @param person as it is said there
   * @param life how long a link counts, in milliseconds
   */
  public NameLinks with(String person, LinkRecord record, long life) {
    Map<String, NameLink> all = new TreeMap<>();
    links.forEach(link -> all.put(link.person(), link));
    String as = all.containsKey(MANY) ? MANY : person;
    all.put(as, all.getOrDefault(as, new NameLink(as, List.of())).with(NameSpan.of(record), life));
    if (all.size() <= MOST) {
      return of(all.values());
    }
    NameLink many = new NameLink(MANY, List.of());
    for (NameLink link : all.values()) {
      for (NameSpan span : link.spans()) {
        many = many.with(span, life);
      }
    }
    return new NameLinks(List.of(many));
  }

  /** One of those who are said, and how far ahead of the moment. */
  private record Said(String person, long ahead, NameSpan span) {}

  /**
   * Whose the name is at a moment; nobody where nothing says so, or where two persons are said at
   * once.
   *
   * @param time in milliseconds since 1970 UTC
   * @param persons what a person is called, whom a record names as given
   * @param life how long a link counts, in milliseconds
   * @param ahead how far anybody looks ahead, in milliseconds
   */
  public Optional<NameOwner> owner(
      long time, UnaryOperator<String> persons, long life, long ahead) {
    List<Said> all = new ArrayList<>();
    for (NameLink link : links) {
      long distance = link.ahead(time, life);
      if (distance <= ahead) {
        String person = link.person().equals(MANY) ? MANY : persons.apply(link.person());
        link.span(time, life).ifPresent(span -> all.add(new Said(person, distance, span)));
      }
    }
    Optional<Said> nearest =
        all.stream()
            .min(Comparator.comparingLong(Said::ahead).thenComparing(said -> said.span().first()));
    if (nearest.isEmpty() || nearest.get().person().equals(MANY)) {
      return Optional.empty();
    }
    Said first = nearest.get();
    long until =
        all.stream()
            .filter(said -> !said.person().equals(first.person()))
            .mapToLong(Said::ahead)
            .min()
            .orElse(Long.MAX_VALUE);
    return until == first.ahead()
        ? Optional.empty()
        : Optional.of(new NameOwner(first.person(), first.ahead(), until, first.span()));
  }

  /** Whether two persons are said of it, at whatever times. */
  public boolean isOfSeveral() {
    return links.size() > 1 || links.stream().anyMatch(link -> link.person().equals(MANY));
  }
}
