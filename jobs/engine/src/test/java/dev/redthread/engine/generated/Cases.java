package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Cases out of a seed: a pattern, events of one or two persons, and how they arrive.
 *
 * <p><i>Invariants:</i> equal seeds give equal cases; every arrival is received within its source's
 * greatest delay, counted from the earliest content under its id; a group has few enough tied
 * events for brute force.
 */
public final class Cases {
  /**
   * What all times and bounds are multiples of. Keys wake up a whole minute late: with less than
   * that, nothing would expire before a case is over.
   */
  static final long UNIT = 60_000;

  /** The sources and their greatest delays. */
  static final Map<String, Long> DELAYS = Map.of("duo", 9 * UNIT, "okta", 2 * UNIT);

  /** Where event times begin. */
  static final long BEGIN = 1_000 * UNIT;

  private static final int MOST_ORDERS = 120;

  private final Dice dice;
  private final PatternSet patterns;
  private final CompiledPattern pattern;

  private Cases(Dice dice, PatternSet patterns) {
    this.dice = dice;
    this.patterns = patterns;
    this.pattern = patterns.patterns().get(0);
  }

  public static GeneratedCase of(long seed) {
    Dice dice = new Dice(seed);
    PatternSet patterns = new PatternGenerator("generated-" + seed, dice).patterns();
    return new GeneratedCase(seed, patterns, new Cases(dice, patterns).arrivals());
  }

  /** A case of a sequence with steps in any order. */
  static GeneratedCase inAnyOrder(long seed) {
    Dice dice = new Dice(seed, "any order");
    int rules = dice.pick(List.of(2, 2, 3, 3, 4));
    PatternSet patterns = new PatternGenerator("any-order-" + seed, dice, rules).inAnyOrder();
    return new GeneratedCase(seed, patterns, new Cases(dice, patterns).arrivals());
  }

  /** How the events of a case reach the detector. */
  private enum Order {
    BY_EVENT_TIME,
    SHUFFLED,
    DELAYED
  }

  private List<Arrival> arrivals() {
    List<Candidate> sent = new ArrayList<>();
    List<String> persons = dice.percent(25) ? List.of("ada", "bob") : List.of("ada");
    for (String person : persons) {
      sent.addAll(events(person, dice.pick(List.of(2, 4, 5, 6, 7, 8, 9))));
    }
    boolean again = dice.percent(40);
    for (Candidate candidate : again ? List.copyOf(sent) : List.<Candidate>of()) {
      if (dice.percent(40)) {
        sent.add(dice.percent(50) ? candidate : otherContent(candidate));
      }
    }
    List<Candidate> bounded = bounded(sent);
    Order order = dice.pick(List.of(Order.values()));
    List<Arrival> arrivals =
        switch (order) {
          case BY_EVENT_TIME -> byEventTime(bounded);
          case SHUFFLED -> dice.shuffled(bounded).stream().map(c -> new Arrival(c, BEGIN)).toList();
          case DELAYED -> delayed(bounded);
        };
    return dice.percent(25) ? retracting(arrivals) : arrivals;
  }

  private List<Candidate> events(String person, int count) {
    boolean tieFree = dice.percent(40);
    int longest = dice.pick(List.of(3, 6, 12, 24, 40, 80));
    TreeSet<Long> times = new TreeSet<>();
    while (times.size() < (tieFree ? count : Math.min(longest, dice.between(1, count)))) {
      times.add(BEGIN + UNIT * dice.between(0, tieFree ? Math.max(longest, 2 * count) : longest));
    }
    List<Long> free = new ArrayList<>(dice.shuffled(List.copyOf(times)));
    List<Candidate> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long time = tieFree ? free.get(i) : dice.pick(free);
      String source = dice.pick(List.copyOf(new TreeSet<>(DELAYS.keySet())));
      long roles = roles(source);
      if (roles != 0) {
        events.add(candidate(person, source, i, time, roles));
      }
    }
    return events;
  }

  /** One or two of the rules that read the source, by their places in the pattern. */
  private long roles(String source) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < pattern.rules().size(); place++) {
      CompiledRule rule = patterns.rules().get(pattern.rules().get(place));
      if (rule.reads(source)) {
        places.add(place);
      }
    }
    if (places.isEmpty()) {
      return 0;
    }
    long roles = 1L << dice.pick(places);
    return dice.percent(20) ? roles | 1L << dice.pick(places) : roles;
  }

  /** Where events of several persons are on one timeline, they have ids of their own. */
  private Candidate candidate(String person, String source, int number, long time, long roles) {
    boolean single = pattern.shape() instanceof Shape.Single;
    String id = (single ? person : "e") + number;
    Event event = GeneratedEvents.event(source, id, time, roles);
    List<String> group = single ? List.of(source, id) : List.of(person);
    return new Candidate(pattern.id(), group, event, roles, false, time, new byte[0]);
  }

  /** The same id with another time or other rules. */
  private Candidate otherContent(Candidate of) {
    long time = of.event().eventTime() + (dice.percent(50) ? UNIT * dice.between(-2, 2) : 0);
    long roles = dice.percent(50) ? of.roles() : roles(of.event().source());
    Event event = GeneratedEvents.event(of.event().source(), of.event().id(), time, roles);
    return new Candidate(
        of.pattern(), of.group(), event, roles, false, of.ingestedTime(), new byte[0]);
  }

  /** As many of them as brute force can bear. */
  private static List<Candidate> bounded(List<Candidate> sent) {
    List<Candidate> bounded = new ArrayList<>();
    for (Candidate candidate : sent) {
      bounded.add(candidate);
      if (orders(candidate, bounded) > MOST_ORDERS) {
        bounded.remove(bounded.size() - 1);
      }
    }
    return bounded;
  }

  private static long orders(Candidate of, List<Candidate> sent) {
    Map<Long, Long> tied =
        sent.stream()
            .filter(other -> other.group().equals(of.group()))
            .map(AsReference::event)
            .distinct()
            .collect(Collectors.groupingBy(event -> event.time(), Collectors.counting()));
    long orders = 1;
    for (long size : tied.values()) {
      for (long factor = 2; factor <= size; factor++) {
        orders *= factor;
      }
    }
    return orders;
  }

  private List<Arrival> byEventTime(List<Candidate> sent) {
    return dice.shuffled(sent).stream()
        .sorted(Comparator.comparingLong(candidate -> candidate.event().eventTime()))
        .map(candidate -> new Arrival(candidate, candidate.event().eventTime()))
        .toList();
  }

  /** Each after its own delay; the clock runs with them. */
  private List<Arrival> delayed(List<Candidate> sent) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Candidate candidate : dice.shuffled(sent)) {
      long earliest =
          sent.stream()
              .filter(other -> isSame(other, candidate))
              .mapToLong(other -> other.event().eventTime())
              .min()
              .orElseThrow();
      arrivals.add(received(candidate, earliest));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::clock));
    return arrivals;
  }

  /** A candidate after some delay, within the greatest one after the earliest content of its id. */
  private Arrival received(Candidate candidate, long earliest) {
    long from = candidate.event().eventTime();
    long latest = earliest + DELAYS.getOrDefault(candidate.event().source(), 0L);
    long clock = from + UNIT * dice.between(0, (int) (Math.max(0, latest - from) / UNIT));
    Event event = GeneratedEvents.receivedAt(candidate.event(), clock);
    return new Arrival(
        new Candidate(
            candidate.pattern(),
            candidate.group(),
            event,
            candidate.roles(),
            candidate.retracted(),
            clock,
            candidate.original()),
        clock);
  }

  /**
   * Takes some events back, each after its last copy and before it is too late for its source. Of
   * several contents under one id all would have to be taken back: those are left out.
   */
  private List<Arrival> retracting(List<Arrival> arrivals) {
    List<Arrival> all = new ArrayList<>(arrivals);
    for (Arrival arrival : arrivals) {
      if (dice.percent(20)) {
        int last = 0;
        long latest = Long.MAX_VALUE;
        boolean oneContent = true;
        for (int i = 0; i < all.size(); i++) {
          Event event = all.get(i).candidate().event();
          if (isSame(all.get(i).candidate(), arrival.candidate())) {
            last = i;
            oneContent &=
                AsReference.event(all.get(i).candidate())
                    .equals(AsReference.event(arrival.candidate()));
            latest = Math.min(latest, event.eventTime() + DELAYS.getOrDefault(event.source(), 0L));
          }
        }
        int place = dice.between(last + 1, Math.min(all.size(), last + 4));
        if (oneContent && all.get(place - 1).clock() <= latest) {
          all.add(place, retraction(arrival.candidate(), all.get(place - 1).clock()));
        }
      }
    }
    return all;
  }

  private static boolean isSame(Candidate one, Candidate other) {
    return one.group().equals(other.group())
        && one.event().source().equals(other.event().source())
        && one.event().id().equals(other.event().id());
  }

  private static Arrival retraction(Candidate of, long clock) {
    return new Arrival(
        new Candidate(of.pattern(), of.group(), of.event(), of.roles(), true, clock, of.original()),
        clock);
  }
}
