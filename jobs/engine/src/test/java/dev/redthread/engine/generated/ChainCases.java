package dev.redthread.engine.generated;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.NestedReference;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.PatternSource;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of patterns out of a seed, up to four deep and across two keys, and how log events for
 * them arrive.
 *
 * <p><i>Invariants:</i> equal seeds give equal cases; every arrival is received within its source's
 * greatest delay.
 */
public final class ChainCases {
  /** The field whose values say which rules a log event matches. */
  static final String KIND = "kind";

  private static final long BEGIN = 1_000;
  private static final List<String> KINDS = List.of("A", "B", "C");
  private static final List<String> KEYS = List.of("person", "ip");

  private final Dice dice;
  private final List<CompiledRule> rules = new ArrayList<>();
  private final List<CompiledPattern> patterns = new ArrayList<>();
  private final Set<String> silent = new HashSet<>();
  private final Map<String, Integer> ruleOfPattern = new HashMap<>();

  private final long seed;

  private ChainCases(long seed) {
    this.seed = seed;
    dice = new Dice(seed);
  }

  public static ChainCase of(long seed) {
    ChainCases cases = new ChainCases(seed);
    PatternSet set = cases.patterns();
    ChainCase generated = new ChainCase(seed, set, cases.arrivals());
    while (!isBearable(generated)) {
      generated = generated.without(generated.arrivals().size() - 1);
    }
    return generated;
  }

  /** Whether brute force can decide what has arrived at any time. */
  private static boolean isBearable(ChainCase generated) {
    ChainExpected expected = new ChainExpected(generated.patterns());
    try {
      for (LogArrival arrival : generated.arrivals()) {
        expected.arrived(arrival);
        expected.open(arrival.watermark());
      }
      expected.open(Long.MAX_VALUE);
      return true;
    } catch (NestedReference.TooManyOrders e) {
      return false;
    }
  }

  private PatternSet patterns() {
    for (String kind : KINDS) {
      Set<String> sources =
          dice.percent(50)
              ? Set.of(dice.pick(List.copyOf(new TreeSet<>(Cases.DELAYS.keySet()))))
              : Cases.DELAYS.keySet();
      long delay = sources.stream().mapToLong(Cases.DELAYS::get).max().orElseThrow();
      rules.add(
          new CompiledRule(
              rules.size(),
              kind,
              Optional.of(sources),
              delay,
              new Expr.Test(KIND, new Match.Equal(kind, true))));
    }
    int depth = dice.pick(List.of(2, 2, 2, 3, 3, 4));
    for (int i = dice.between(1, 2); i > 0; i--) {
      add(List.of(), 1);
    }
    for (int level = 2; level <= depth; level++) {
      add(inner(), level);
    }
    return new PatternSet(rules, patterns, silent);
  }

  /** The last pattern, and at times another. */
  private List<CompiledPattern> inner() {
    CompiledPattern last = patterns.get(patterns.size() - 1);
    CompiledPattern other = dice.pick(patterns);
    boolean joins = !common(List.of(last, other)).isEmpty();
    return other.equals(last) || !joins || dice.percent(40) ? List.of(last) : List.of(last, other);
  }

  /** The keys that all of some patterns group by. */
  private static List<String> common(List<CompiledPattern> inner) {
    return KEYS.stream()
        .filter(key -> inner.stream().allMatch(pattern -> nameOf(key, pattern).isPresent()))
        .toList();
  }

  /** Under which name a pattern groups by a key. */
  private static Optional<String> nameOf(String key, CompiledPattern pattern) {
    return pattern.groupBy().stream()
        .map(GroupKey::name)
        .filter(name -> name.equals(key) || name.equals("the " + key))
        .findFirst();
  }

  private void add(List<CompiledPattern> inner, int level) {
    List<Integer> used = new ArrayList<>();
    inner.forEach(pattern -> used.add(ruleOfPattern.get(pattern.id())));
    for (int i = dice.between(inner.isEmpty() ? 1 : 0, 2); i > 0; i--) {
      int rule = dice.between(0, KINDS.size() - 1);
      if (!used.contains(rule)) {
        used.add(rule);
      }
    }
    List<Integer> places = dice.shuffled(used);
    String id = "p" + patterns.size();
    Shape shape =
        dice.percent(70)
            ? plain(places.size())
            : new PatternGenerator(id, dice, places.size()).related();
    shape = withFields(comparing(id, shape), places);
    CompiledPattern pattern =
        new CompiledPattern(
            id,
            "Level " + level,
            Level.HIGH,
            List.of(),
            50,
            false,
            null,
            places,
            keys(inner, places),
            shape,
            places.stream().mapToLong(rule -> rules.get(rule).maxDelay()).max().orElseThrow());
    inner.stream().map(CompiledPattern::id).filter(any -> dice.percent(60)).forEach(silent::add);
    patterns.add(pattern);
    ruleOfPattern.put(id, rules.size());
    rules.add(
        new CompiledRule(
            rules.size(),
            id,
            Optional.of(Set.of(PatternSource.of(id))),
            pattern.settleDelay(),
            new Expr.And(List.of())));
  }

  /** Lets the steps of some sequences compare their events. */
  private Shape comparing(String id, Shape shape) {
    Dice where = new Dice(seed, "where " + id);
    return shape instanceof Shape.Sequence sequence && sequence.distinct() && where.percent(20)
        ? new Shape.Sequence(
            sequence.timespan(),
            new Comparisons(where).among(sequence.steps()),
            true,
            sequence.until(),
            sequence.settled())
        : shape;
  }

  /** Of an event of another pattern the first field of its group is compared and measured. */
  private Shape withFields(Shape shape, List<Integer> places) {
    if (shape instanceof Shape.Sequence sequence) {
      return new Shape.Sequence(
          sequence.timespan(),
          sequence.steps().stream().map(step -> withFields(step, sequence, places)).toList(),
          sequence.distinct(),
          sequence.until(),
          sequence.settled());
    } else if (shape instanceof Shape.Window window && !window.measure().fieldByRule().isEmpty()) {
      Measure measure = window.measure();
      return new Shape.Window(
          window.timespan(),
          new Measure(measure.kind(), fields(measure.fieldByRule(), places), measure.percentile()),
          window.bounds());
    } else if (shape instanceof Shape.NewValue newValue) {
      return new Shape.NewValue(
          newValue.baseline(), newValue.learning(), fields(newValue.fieldByRule(), places));
    }
    return shape;
  }

  private Step withFields(Step step, Shape.Sequence sequence, List<Integer> places) {
    List<Constraint> constraints = new ArrayList<>();
    for (Constraint constraint : step.where()) {
      List<Constraint.Read> reads = new ArrayList<>();
      for (Constraint.Read read : constraint.fields()) {
        List<Integer> filling =
            sequence.steps().stream()
                .filter(other -> other.name().equals(read.step()))
                .flatMap(other -> other.rules().stream().map(places::get))
                .toList();
        reads.add(new Constraint.Read(read.step(), fields(read.byRule(), filling)));
      }
      constraints.add(new Constraint(reads, constraint.term()));
    }
    return step.withWhere(constraints);
  }

  private List<String> fields(List<String> fieldByRule, List<Integer> filling) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < filling.size(); i++) {
      Optional<String> pattern = rules.get(filling.get(i)).pattern();
      fields.add(
          pattern.isEmpty() ? fieldByRule.get(i) : byId(pattern.get()).groupBy().get(0).name());
    }
    return fields;
  }

  private List<GroupKey> keys(List<CompiledPattern> inner, List<Integer> places) {
    List<String> possible = inner.isEmpty() ? KEYS : common(inner);
    List<String> chosen =
        possible.size() == 1 || dice.percent(inner.isEmpty() ? 65 : 40)
            ? possible
            : List.of(dice.pick(possible));
    List<GroupKey> keys = new ArrayList<>();
    for (String key : dice.shuffled(chosen)) {
      List<String> fields = new ArrayList<>();
      for (int rule : places) {
        Optional<String> pattern = rules.get(rule).pattern();
        fields.add(pattern.flatMap(id -> nameOf(key, byId(id))).orElse(key));
      }
      keys.add(new GroupKey(dice.percent(80) ? key : "the " + key, fields));
    }
    return keys;
  }

  private CompiledPattern byId(String id) {
    return patterns.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** Shapes that few events complete, so that something reaches the deep levels. */
  private Shape plain(int ruleCount) {
    if (dice.percent(30)) {
      return Shape.Window.ofEvents(dice.between(2, 12), dice.between(1, 2));
    }
    List<Step> steps = new ArrayList<>();
    int mandatory = dice.between(1, 2);
    for (int i = 0; i < mandatory; i++) {
      steps.add(step("s" + i, Step.Kind.MANDATORY, ruleCount, null));
    }
    if (dice.percent(35)) {
      int at = dice.between(0, steps.size());
      Long within = at == 0 || at == steps.size() ? Long.valueOf(dice.between(1, 8)) : null;
      steps.add(at, step("n", Step.Kind.NOT, ruleCount, within));
    }
    boolean absent = steps.size() > mandatory;
    return new Shape.Sequence(
        dice.between(4, 20), steps, true, List.of(), absent && dice.percent(40));
  }

  private Step step(String name, Step.Kind kind, int ruleCount, @Nullable Long within) {
    List<Integer> any =
        IntStream.range(0, ruleCount).boxed().filter(rule -> dice.percent(60)).toList();
    List<Integer> filling = any.isEmpty() ? List.of(dice.between(0, ruleCount - 1)) : any;
    return new Step(name, filling, kind, 0, 1, 1, within, null);
  }

  private List<LogArrival> arrivals() {
    List<Event> events = new ArrayList<>();
    int longest = dice.pick(List.of(6, 12, 24, 40));
    // Each event may be several at the next level: more ties than these are too many orders.
    int tied = dice.percent(30) ? 2 : 1;
    Map<Long, Integer> atTime = new HashMap<>();
    for (int i = dice.between(3, 9); i > 0; i--) {
      long time = BEGIN + dice.between(0, longest);
      if (atTime.merge(time, 1, Integer::sum) <= tied) {
        events.add(event("e" + i, time));
      }
    }
    List<LogArrival> arrivals = new ArrayList<>();
    boolean still = dice.percent(30);
    boolean inOrder = dice.percent(30);
    for (Event event : dice.shuffled(events)) {
      int copies = dice.percent(15) ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        arrivals.add(received(event, false, still ? BEGIN : clock(event, inOrder), still));
      }
      if (dice.percent(15)) {
        arrivals.add(received(event, true, still ? BEGIN : latest(event), still));
      }
    }
    if (!still) {
      // Stable, so that what is taken back is taken back after its last copy.
      arrivals.sort(Comparator.comparingLong(LogArrival::clock));
    }
    return arrivals;
  }

  private long clock(Event event, boolean inOrder) {
    return inOrder ? event.eventTime() : dice.between((int) event.eventTime(), (int) latest(event));
  }

  private static long latest(Event event) {
    return event.eventTime() + Cases.DELAYS.getOrDefault(event.source(), 0L);
  }

  private static LogArrival received(Event event, boolean retracted, long clock, boolean still) {
    return new LogArrival(
        still ? event : GeneratedEvents.receivedAt(event, clock), retracted, clock);
  }

  private Event event(String id, long time) {
    String source = dice.pick(List.copyOf(new TreeSet<>(Cases.DELAYS.keySet())));
    Event event = GeneratedEvents.event(source, id, time, 0);
    List<Value> kinds = new ArrayList<>(List.of(Value.of(dice.pick(KINDS))));
    if (dice.percent(20)) {
      kinds.add(Value.of(dice.pick(KINDS)));
    }
    event = event.with(KIND, new Value.Many(kinds));
    if (new Dice(seed, "value " + id).percent(40)) {
      event = event.with(GeneratedEvents.VALUE, Value.of(id.hashCode() % 2 == 0 ? "ada" : "i1"));
    }
    if (dice.percent(95)) {
      event = event.with("person", Value.of(dice.percent(75) ? "ada" : "bob"));
    }
    return dice.percent(95) ? event.with("ip", Value.of(dice.percent(75) ? "i1" : "i2")) : event;
  }
}
