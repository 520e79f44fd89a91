package dev.redthread.engine.generated;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.NestedReference;
import dev.redthread.engine.reference.RefPattern;
import dev.redthread.engine.reference.RefRule;
import dev.redthread.engine.reference.RefSegmented;
import dev.redthread.engine.reference.RefShape;
import dev.redthread.engine.reference.RefStep;
import dev.redthread.engine.reference.RefTerm;
import dev.redthread.event.Event;
import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.Value;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sequences whose key changes once or twice out of a seed, written as a pattern file and for the
 * reference, and how log events for them arrive.
 *
 * <p><i>Invariants:</i> equal seeds give equal cases; every arrival is received within its source's
 * greatest delay.
 */
final class SegmentCases {
  static final List<String> KEYS = List.of("person", "ip", "host");

  /** The sources whose events a rule is asked of. */
  static final Map<String, Set<String>> SOURCES =
      Map.of("A", Set.of("duo", "okta"), "B", Set.of("okta"), "C", Set.of("duo", "okta"));

  private static final long UNIT = Cases.UNIT;
  private static final int RISK = 50;

  private static final String RULES =
      """
      {title: A, id: A, logsource: {category: activity}, detection: {s: {kind: A}, condition: s}}
      ---
      {title: B, id: B, logsource: {product: okta}, detection: {s: {kind: B}, condition: s}}
      ---
      {title: C, id: C, logsource: {category: activity}, detection: {s: {kind: C}, condition: s}}
      ---
      """;

  private static final SourceCatalog CATALOG =
      new SourceCatalog(List.of(source("duo"), source("okta")));

  private final Dice dice;
  private final Dice where;
  private final boolean compares;
  private final List<RefStep> steps = new ArrayList<>();
  private final List<Set<String>> rules = new ArrayList<>();
  private final List<Integer> keyOf = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final int timespan;
  private int absences;

  private SegmentCases(Dice dice, Dice where) {
    this.dice = dice;
    this.where = where;
    compares = where.percent(20);
    timespan = dice.between(6, 20);
  }

  private static SourceInfo source(String name) {
    Duration delay = Duration.ofMillis(Cases.DELAYS.getOrDefault(name, 0L));
    return new SourceInfo(
        name,
        List.of(new Logsource("activity", null, null), new Logsource(null, name, null)),
        false,
        delay,
        delay,
        Set.of("kind", "person", "ip", "host", GeneratedEvents.VALUE),
        Map.of());
  }

  static SegmentCase of(long seed) {
    Dice dice = new Dice(seed, "segments");
    SegmentCases cases = new SegmentCases(dice, new Dice(seed, "where"));
    RefSegmented asked = cases.sequence();
    String file = cases.text.toString();
    SegmentCase generated =
        new SegmentCase(new ChainCase(seed, load(file), cases.arrivals()), file, asked);
    while (!isBearable(generated)) {
      generated = generated.without(generated.chain().arrivals().size() - 1);
    }
    return generated;
  }

  /** A sequence over the rules A, B and C. */
  static PatternSet load(String sequence) {
    Loaded loaded = PatternFiles.loadTexts(Map.of("pattern.yml", RULES + sequence), CATALOG);
    if (loaded.hasErrors()) {
      throw new AssertionError(sequence + loaded.text());
    }
    return sequenceOnly(loaded.set());
  }

  /** Without the rules that nothing uses, which would raise findings of their own. */
  static PatternSet sequenceOnly(PatternSet set) {
    return new PatternSet(
        set.rules(),
        set.patterns().stream()
            .filter(pattern -> pattern.shape() instanceof Shape.Sequence)
            .toList(),
        set.silent());
  }

  /** What the reference says of a case. */
  static SegmentExpected expected(SegmentCase generated) {
    return new SegmentExpected(
        generated.asked(), KEYS, rule -> SOURCES.getOrDefault(rule, Set.of()));
  }

  /** Whether brute force can decide all that ever arrives together. */
  private static boolean isBearable(SegmentCase generated) {
    SegmentExpected expected = SegmentCases.expected(generated);
    try {
      for (LogArrival arrival : generated.chain().arrivals()) {
        expected.arrived(arrival);
        expected.open(arrival.watermark());
      }
      return true;
    } catch (NestedReference.TooManyOrders e) {
      return false;
    }
  }

  private RefSegmented sequence() {
    List<List<String>> keys = keys();
    StringBuilder body = new StringBuilder();
    for (int key = 0; key < keys.size(); key++) {
      part(key, keys, body);
    }
    boolean settled = absences > 0 && dice.percent(35);
    text.append("title: Changing\nid: p\nredthread: {risk: " + RISK + "}\nsequence:\n");
    text.append("  group-by: " + keys.get(0) + "\n  timespan: " + timespan + "m\n");
    text.append(settled ? "  absence: settled\n" : "");
    text.append("  steps:\n").append(body);
    List<RefRule> places = new ArrayList<>();
    for (Set<String> each : rules) {
      long delay =
          each.stream()
              .flatMap(rule -> SOURCES.getOrDefault(rule, Set.of()).stream())
              .mapToLong(Cases.DELAYS::get)
              .max()
              .orElseThrow();
      places.add(new RefRule(String.join("|", each), delay));
    }
    RefShape shape = new RefShape.Sequence(timespan * UNIT, steps, true, Set.of(), settled);
    return new RefSegmented(
        new RefPattern("p", List.of(), RISK, places, shape), rules, keys, keyOf);
  }

  private List<List<String>> keys() {
    List<List<String>> all =
        List.of(List.of("person"), List.of("ip"), List.of("host"), List.of("person", "ip"));
    List<List<String>> keys = new ArrayList<>(List.of(dice.pick(all)));
    for (int i = dice.pick(List.of(1, 1, 1, 2)); i > 0; i--) {
      List<String> next = dice.pick(all);
      keys.add(next.equals(keys.get(keys.size() - 1)) ? all.get(3 - all.indexOf(next)) : next);
    }
    return keys;
  }

  private void part(int key, List<List<String>> keys, StringBuilder body) {
    boolean last = key == keys.size() - 1;
    int mandatory = dice.pick(List.of(1, 1, 2));
    if (key == 0 && dice.percent(10)) {
      absence(key, (long) dice.between(1, 8), body);
    }
    for (int i = 0; i < mandatory; i++) {
      boolean pivot = !last && i == mandatory - 1;
      if (i > 0 && dice.percent(25)) {
        absence(key, null, body);
      }
      step(
          key,
          i == 0 && key > 0 ? keys.get(key) : List.of(),
          RefStep.Kind.MANDATORY,
          pivot,
          last,
          body);
      if (last && dice.percent(25)) {
        step(key, List.of(), RefStep.Kind.OPTIONAL, false, true, body);
      }
    }
    if (last && dice.percent(12)) {
      absence(key, (long) dice.between(1, 8), body);
    }
  }

  private void absence(int key, @Nullable Long within, StringBuilder body) {
    Set<String> of = kinds();
    absences++;
    body.append("    - not: {rules: " + of + (within == null ? "" : ", within: " + within + "m"));
    body.append("}\n");
    String name = absences == 1 ? "not" : "not#" + absences;
    add(key, of, name, RefStep.Kind.NOT, 0, 1, 1, within, null, List.of());
  }

  private void step(
      int key,
      List<String> change,
      RefStep.Kind kind,
      boolean pivot,
      boolean last,
      StringBuilder body) {
    Set<String> of = kinds();
    String name = "s" + steps.size();
    boolean first = steps.stream().noneMatch(step -> step.kind() == RefStep.Kind.MANDATORY);
    int least = !pivot && dice.percent(20) ? 2 : 1;
    Integer most = Integer.valueOf(least);
    if (last && dice.percent(20)) {
      most = dice.percent(50) ? null : Integer.valueOf(least + 1);
    }
    Long within = !first && dice.percent(25) ? Long.valueOf(dice.between(1, timespan)) : null;
    boolean repeats = least > 1 || most == null || most > 1;
    Long span = repeats && dice.percent(40) ? Long.valueOf(dice.between(0, timespan)) : null;
    int risk = kind == RefStep.Kind.OPTIONAL ? 20 : 0;
    if (span != null && span == 0) {
      span = 1L;
    }
    body.append("    - " + name + ": {rules: " + of);
    body.append(change.isEmpty() ? "" : ", group-by: " + change);
    body.append(kind == RefStep.Kind.OPTIONAL ? ", optional: true, risk: 20" : "");
    body.append(repeats ? ", times: " + least + (most == null ? ".." : ".." + most) : "");
    body.append(within == null ? "" : ", within: " + within + "m");
    body.append(span == null ? "" : ", span: " + span + "m");
    List<RefTerm> asked = compared(key, name, kind, least);
    body.append(asked.isEmpty() ? "" : ", where: \"" + written(asked) + "\"").append("}\n");
    add(key, of, name, kind, risk, least, most, within, span, asked);
  }

  /** What a step asks of its event and those of steps before it that have its key. */
  private List<RefTerm> compared(int key, String name, RefStep.Kind kind, int least) {
    if (!compares) {
      return List.of();
    }
    Step own = comparable(name, kind == RefStep.Kind.OPTIONAL, least);
    List<Step> readable = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      RefStep other = steps.get(i);
      Step read = comparable(other.name(), other.kind() == RefStep.Kind.OPTIONAL, other.least());
      if (keyOf.get(i) == key
          && other.kind() != RefStep.Kind.NOT
          && Comparisons.canRead(own, read)) {
        readable.add(read);
      }
    }
    readable.add(own);
    List<RefTerm> terms = new ArrayList<>();
    for (int i = where.pick(List.of(0, 1, 1)); i > 0; i--) {
      terms.add(new Comparisons(where).drawn(readable));
    }
    return terms;
  }

  private static Step comparable(String name, boolean optional, int least) {
    Step.Kind kind = optional ? Step.Kind.OPTIONAL : Step.Kind.MANDATORY;
    return new Step(name, List.of(0), kind, 0, least, least, null, null);
  }

  private static String written(List<RefTerm> terms) {
    return terms.stream().map(Comparisons::cel).collect(Collectors.joining(" && "));
  }

  private void add(
      int key,
      Set<String> of,
      String name,
      RefStep.Kind kind,
      int risk,
      int least,
      @Nullable Integer most,
      @Nullable Long within,
      @Nullable Long span,
      List<RefTerm> asked) {
    Set<Integer> place = Set.of(steps.size());
    Long inner = within == null ? null : Long.valueOf(within * UNIT);
    Long length = span == null ? null : Long.valueOf(span * UNIT);
    steps.add(new RefStep(name, place, kind, risk, least, most, inner, length).withWhere(asked));
    rules.add(of);
    keyOf.add(key);
  }

  private Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(List.of(dice.pick(List.of("A", "B", "C"))));
    if (dice.percent(50)) {
      kinds.add(dice.pick(List.of("A", "B", "C")));
    }
    return kinds;
  }

  private List<LogArrival> arrivals() {
    List<Event> events = new ArrayList<>();
    int longest = dice.pick(List.of(2, 6, 12, 24));
    int tied = dice.pick(List.of(1, 2, 3));
    Map<Long, Integer> atTime = new HashMap<>();
    for (int i = dice.between(4, 11); i > 0; i--) {
      long time = Cases.BEGIN + UNIT * dice.between(0, longest);
      if (atTime.merge(time, 1, Integer::sum) <= tied) {
        events.add(keyed(GeneratedEvents.event(source(), "e" + i, time, 0)));
      }
    }
    List<LogArrival> arrivals = new ArrayList<>();
    boolean still = dice.percent(30);
    boolean inOrder = dice.percent(30);
    for (Event event : dice.shuffled(events)) {
      for (int i = dice.percent(15) ? 2 : 1; i > 0; i--) {
        long clock = still ? Cases.BEGIN : clock(event, inOrder);
        arrivals.add(received(event, false, clock, still));
      }
      if (dice.percent(20)) {
        long clock = still ? Cases.BEGIN : latest(event);
        arrivals.add(received(event, true, clock, still));
        if (dice.percent(60)) {
          // A link that comes late: the same event under other keys.
          arrivals.add(received(keyed(event), false, clock, still));
        }
      }
    }
    if (!still) {
      arrivals.sort(Comparator.comparingLong(LogArrival::clock));
    }
    return arrivals;
  }

  private String source() {
    return dice.percent(70) ? "okta" : "duo";
  }

  private long clock(Event event, boolean inOrder) {
    long minutes = (latest(event) - event.eventTime()) / UNIT;
    return event.eventTime() + (inOrder ? 0 : UNIT * dice.between(0, (int) minutes));
  }

  private static long latest(Event event) {
    return event.eventTime() + Cases.DELAYS.getOrDefault(event.source(), 0L);
  }

  private static LogArrival received(Event event, boolean retracted, long clock, boolean still) {
    return new LogArrival(
        still ? event : GeneratedEvents.receivedAt(event, clock), retracted, clock);
  }

  private Event keyed(Event event) {
    Event keyed = event.with(ChainCases.KIND, several(List.of("A", "B", "C"), 30));
    keyed = keyed.with("person", several(List.of("ada", "ada", "ada", "bob"), 10));
    keyed = keyed.with("ip", several(List.of("i1", "i1", "i1", "i2"), 10));
    return dice.percent(95)
        ? keyed.with("host", several(List.of("h1", "h1", "h1", "h2"), 5))
        : keyed;
  }

  private Value several(List<String> of, int chance) {
    List<Value> values = new ArrayList<>(List.of(Value.of(dice.pick(of))));
    if (dice.percent(chance)) {
      values.add(Value.of(dice.pick(of)));
    }
    return new Value.Many(values);
  }
}
