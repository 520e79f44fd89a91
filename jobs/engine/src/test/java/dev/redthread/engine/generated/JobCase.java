package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.PatternSource;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A generated case as log events for the whole job, and what the reference finds when the log is at
 * its end. Ids of patterns and kinds of events are its own, so that many share a job.
 *
 * <p>A log takes nothing back, and what it says twice under one id and time is the same: arrivals
 * that are otherwise are left out. Every one is received between its event time and its source's
 * greatest delay.
 */
public record JobCase(
    long seed, PatternSet patterns, List<LogArrival> arrivals, Map<String, Shown> expected) {
  /** The field whose values say which rules an event matches. */
  public static final String KIND = ChainCases.KIND;

  /** The field that is measured. */
  public static final String VALUE = GeneratedEvents.VALUE;

  public JobCase {
    arrivals = List.copyOf(arrivals);
  }

  /** The greatest delay of each source, in milliseconds. */
  public static Map<String, Long> delays() {
    return Cases.DELAYS;
  }

  /** One pattern over any construct. */
  public static JobCase plain(long seed) {
    GeneratedCase generated = Cases.of(seed);
    Dice dice = new Dice(seed, "job");
    List<Arrival> arrivals = new ArrayList<>();
    for (Arrival arrival : generated.arrivals()) {
      if (isPlain(arrival.candidate(), generated.arrivals(), arrivals)) {
        arrivals.add(arrival);
      }
    }
    arrivals.replaceAll(arrival -> received(arrival, generated.arrivals(), dice));
    arrivals.sort(Comparator.comparingLong(Arrival::clock));
    Expected expected = new Expected(generated);
    arrivals.forEach(arrival -> expected.arrived(arrival.candidate()));
    return new JobCase(
        seed,
        withKinds(generated.patterns(), seed),
        arrivals.stream()
            .map(arrival -> new LogArrival(event(arrival, generated), false, arrival.clock()))
            .toList(),
        expected.open(Long.MAX_VALUE));
  }

  /** Whether a log can say it: it is not taken back, and has no other content of equal time. */
  private static boolean isPlain(Candidate candidate, List<Arrival> all, List<Arrival> taken) {
    return all.stream()
            .noneMatch(other -> other.candidate().retracted() && isSame(other, candidate))
        && taken.stream()
            .filter(other -> isSame(other, candidate))
            .filter(other -> other.candidate().event().eventTime() == candidate.event().eventTime())
            .allMatch(
                other -> AsReference.event(other.candidate()).equals(AsReference.event(candidate)));
  }

  private static boolean isSame(Arrival one, Candidate other) {
    return one.candidate().group().equals(other.group())
        && one.candidate().event().source().equals(other.event().source())
        && one.candidate().event().id().equals(other.event().id());
  }

  /** Where the clock stood still, the event is received after a delay of its own. */
  private static Arrival received(Arrival arrival, List<Arrival> all, Dice dice) {
    Candidate candidate = arrival.candidate();
    long time = candidate.event().eventTime();
    if (arrival.clock() >= time && arrival.clock() > Cases.BEGIN) {
      return arrival;
    }
    long earliest =
        all.stream()
            .filter(other -> isSame(other, candidate))
            .mapToLong(other -> other.candidate().event().eventTime())
            .min()
            .orElse(time);
    long latest = earliest + delay(candidate.event());
    return new Arrival(
        candidate,
        time + Cases.UNIT * dice.between(0, (int) (Math.max(0, latest - time) / Cases.UNIT)));
  }

  private static long delay(Event event) {
    return Cases.DELAYS.getOrDefault(event.source(), 0L);
  }

  /** The event with what the rules of {@link #withKinds} read, and whose it is. */
  static Event event(Arrival arrival, GeneratedCase generated) {
    Candidate candidate = arrival.candidate();
    List<Value> kinds = new ArrayList<>();
    List<Integer> rules = generated.pattern().rules();
    for (int place = 0; place < rules.size(); place++) {
      if ((candidate.roles() >> place & 1) == 1) {
        kinds.add(kind(generated.seed(), generated.patterns().rules().get(rules.get(place))));
      }
    }
    Event event = candidate.event().with(KIND, new Value.Many(kinds));
    return generated.pattern().shape() instanceof Shape.Single
        ? event
        : event.with(Event.PERSON, Value.of(candidate.group().get(0)));
  }

  private static Value kind(long seed, CompiledRule rule) {
    return Value.of(kind(seed, rule.name()));
  }

  private static String kind(long seed, String name) {
    return seed + ":" + name;
  }

  static PatternSet withKinds(PatternSet patterns, long seed) {
    List<CompiledRule> rules = new ArrayList<>();
    for (CompiledRule rule : patterns.rules()) {
      rules.add(ofKind(rule, rule.name(), kind(seed, rule.name())));
    }
    return new PatternSet(rules, patterns.patterns());
  }

  private static CompiledRule ofKind(CompiledRule rule, String name, String kind) {
    return new CompiledRule(
        rule.index(),
        name,
        rule.sources(),
        rule.maxDelay(),
        new Expr.Test(KIND, new Match.Equal(kind, true)));
  }

  /** Patterns of patterns, up to four deep and across two keys. */
  public static JobCase nested(long seed) {
    ChainCase generated = ChainCases.of(seed);
    Dice dice = new Dice(seed, "job");
    PatternSet patterns = renamed(generated.patterns(), seed);
    Set<String> takenBack =
        generated.arrivals().stream()
            .filter(LogArrival::retracted)
            .map(arrival -> arrival.event().source() + "/" + arrival.event().id())
            .collect(Collectors.toSet());
    List<LogArrival> arrivals = new ArrayList<>();
    for (LogArrival arrival : generated.arrivals()) {
      Event event = arrival.event();
      if (!takenBack.contains(event.source() + "/" + event.id())) {
        long clock =
            arrival.clock() > event.eventTime()
                ? arrival.clock()
                : event.eventTime() + dice.between(0, (int) delay(event));
        arrivals.add(new LogArrival(ofKinds(event, seed), false, clock));
      }
    }
    arrivals.sort(Comparator.comparingLong(LogArrival::clock));
    ChainExpected expected = new ChainExpected(patterns);
    arrivals.forEach(expected::arrived);
    return new JobCase(seed, patterns, arrivals, expected.open(Long.MAX_VALUE));
  }

  private static Event ofKinds(Event event, long seed) {
    List<Value> kinds = new ArrayList<>();
    Objects.requireNonNull(event.field(KIND))
        .each()
        .forEach(kind -> kinds.add(Value.of(kind(seed, kind.text()))));
    return event.with(KIND, new Value.Many(kinds));
  }

  private static PatternSet renamed(PatternSet set, long seed) {
    List<CompiledRule> rules = new ArrayList<>();
    for (CompiledRule rule : set.rules()) {
      rules.add(
          rule.pattern()
              .map(
                  id ->
                      new CompiledRule(
                          rule.index(),
                          id(seed, id),
                          Optional.of(Set.of(PatternSource.of(id(seed, id)))),
                          rule.maxDelay(),
                          rule.condition()))
              .orElseGet(() -> ofKind(rule, kind(seed, rule.name()), kind(seed, rule.name()))));
    }
    return new PatternSet(
        rules,
        set.patterns().stream().map(pattern -> moved(pattern, id(seed, pattern.id()), 0)).toList(),
        set.silent().stream().map(id -> id(seed, id)).collect(Collectors.toSet()));
  }

  private static String id(long seed, String pattern) {
    return "nested-" + seed + "-" + pattern;
  }

  private static CompiledPattern moved(CompiledPattern pattern, String id, int by) {
    return new CompiledPattern(
        id,
        pattern.title(),
        pattern.level(),
        pattern.tags(),
        pattern.risk(),
        pattern.shadow(),
        pattern.runbook(),
        pattern.rules().stream().map(rule -> rule + by).toList(),
        pattern.groupBy(),
        pattern.shape(),
        pattern.maxDelay());
  }

  /** The patterns of all cases in one set. */
  public static PatternSet together(List<JobCase> cases) {
    List<CompiledRule> rules = new ArrayList<>();
    List<CompiledPattern> patterns = new ArrayList<>();
    Set<String> silent = new HashSet<>();
    for (JobCase each : cases) {
      int before = rules.size();
      for (CompiledRule rule : each.patterns.rules()) {
        rules.add(
            new CompiledRule(
                before + rule.index(),
                rule.name(),
                rule.sources(),
                rule.maxDelay(),
                rule.condition()));
      }
      each.patterns
          .patterns()
          .forEach(pattern -> patterns.add(moved(pattern, pattern.id(), before)));
      silent.addAll(each.patterns.silent());
    }
    return new PatternSet(rules, patterns, silent);
  }
}
