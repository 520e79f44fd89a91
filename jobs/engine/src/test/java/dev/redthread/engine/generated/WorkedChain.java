package dev.redthread.engine.generated;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.PatternText;
import dev.redthread.engine.reference.RefPattern;
import dev.redthread.engine.reference.WorkedTimeline;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.PatternSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A timeline of {@code docs/semantics.md} with patterns of patterns. */
final class WorkedChain {
  private static final String SOURCE = "log";

  /** By what else an inner pattern may group, and what an event has when the page says nothing. */
  private static final String HOST = "ip";

  private final String name;
  private final Map<String, Long> delays = new HashMap<>();
  private final List<CompiledRule> rules = new ArrayList<>();
  private final Map<String, Integer> ruleOf = new HashMap<>();
  private final List<CompiledPattern> patterns = new ArrayList<>();
  private final Set<String> inner = new HashSet<>();
  private final List<LogArrival> arrivals = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final Map<Long, List<String>> known = new LinkedHashMap<>();

  private WorkedChain(String name) {
    this.name = name;
  }

  /** Every such timeline of the page. */
  static List<WorkedChain> all() {
    return WorkedTimeline.blocks().stream()
        .filter(block -> block.lines().stream().anyMatch(line -> line.startsWith("let ")))
        .map(WorkedChain::read)
        .toList();
  }

  String name() {
    return name;
  }

  /** The findings when nothing more can come, as {@link #write} writes them. */
  List<String> expected() {
    return expected;
  }

  /** What is found by some points of the received clock. */
  Map<Long, List<String>> known() {
    return known;
  }

  /** Its events as they were received, or while the clock stands still when the page asks less. */
  ChainCase generated() {
    List<LogArrival> received =
        arrivals.stream()
            .map(each -> known.isEmpty() ? new LogArrival(each.event(), false, 0) : each)
            .sorted(Comparator.comparingLong(LogArrival::clock))
            .toList();
    return new ChainCase(0, new PatternSet(rules, patterns, inner), received);
  }

  /** A finding as the page has it, with what {@code like} says of it. */
  static String write(Shown finding, String like) {
    String chain =
        String.join(
            " ",
            finding.chain().stream()
                .map(link -> link.substring(link.indexOf(' ') + 1))
                .map(
                    link ->
                        link.startsWith("pattern:")
                            ? link.replaceFirst("pattern:(.*)/.*(@.*)", "$1$2")
                            : link.replaceFirst(".*/(.*)@.*", "$1"))
                .toList());
    return chain
        + (like.contains("; settles") ? "; settles " + finding.settlesAt() : "")
        + (like.contains("; of") ? "; of " + String.join(" ", finding.group()) : "");
  }

  private static WorkedChain read(WorkedTimeline.Block block) {
    WorkedChain chain = new WorkedChain(block.heading());
    Map<String, String> said = new HashMap<>();
    List<String> lets = new ArrayList<>();
    for (String line : block.lines()) {
      String[] words = line.split(" +", 2);
      switch (words[0]) {
        case "let" -> lets.add(words[1]);
        case "delay" ->
            chain.delays.put(words[1].split(" ")[0], Long.valueOf(words[1].split(" ")[1]));
        case "events" ->
            Arrays.stream(words[1].split(" +"))
                .map(WorkedChain::arrival)
                .forEach(chain.arrivals::add);
        case "finding" -> chain.expected.add(words[1]);
        case "no" -> chain.expected.clear();
        case "at" -> chain.know(words[1].split(" +", 2));
        default -> said.put(words[0], words[1]);
      }
    }
    for (String let : lets) {
      String[] parts = let.split(" = ", 2);
      Map<String, String> clauses = new HashMap<>();
      List<String> texts = List.of(parts[1].split("; "));
      texts.subList(1, texts.size()).forEach(text -> put(clauses, text.split(" ", 2)));
      clauses.put("pattern", texts.get(0));
      chain.add(parts[0], clauses);
      chain.inner.add(parts[0]);
    }
    chain.add("pattern", said);
    return chain;
  }

  private static void put(Map<String, String> clauses, String[] words) {
    clauses.put(words[0], words[1]);
  }

  private void know(String[] words) {
    known
        .computeIfAbsent(Long.valueOf(words[0]), clock -> new ArrayList<>())
        .addAll(
            words[1].startsWith("no ")
                ? List.of()
                : List.of(words[1].replaceFirst("finding +", "")));
  }

  /** Adds a pattern, and the rule that stands for it. */
  private void add(String id, Map<String, String> said) {
    String text = said.getOrDefault("pattern", "");
    String until = said.getOrDefault("until", "");
    RefPattern read =
        PatternText.read(
            text,
            Long.parseLong(said.getOrDefault("timespan", "0")),
            delays,
            until,
            said.getOrDefault("absence", "").equals("settled"));
    List<Integer> places =
        PatternText.letters(text + until).stream()
            .map(letter -> ruleOf.computeIfAbsent(letter, this::ofKind))
            .toList();
    CompiledPattern pattern =
        new CompiledPattern(
            id,
            name,
            Level.HIGH,
            List.of(),
            read.risk(),
            false,
            null,
            places,
            Stream.of(said.getOrDefault("by", "person").split(" "))
                .map(key -> key.equals("host") ? HOST : key)
                .map(key -> new GroupKey(key, Collections.nCopies(places.size(), key)))
                .toList(),
            FromReference.shape(read.shape(), places.size()),
            places.stream().mapToLong(rule -> rules.get(rule).maxDelay()).max().orElseThrow());
    patterns.add(pattern);
    ruleOf.put(id, rule(id, PatternSource.of(id), pattern.settleDelay(), new Expr.And(List.of())));
  }

  private int ofKind(String letter) {
    return rule(
        letter,
        SOURCE,
        delays.getOrDefault(letter, 0L),
        new Expr.Test(ChainCases.KIND, new Match.Equal(letter, true)));
  }

  private int rule(String rule, String source, long delay, Expr condition) {
    rules.add(new CompiledRule(rules.size(), rule, Optional.of(Set.of(source)), delay, condition));
    return rules.size() - 1;
  }

  /** Reads {@code A1:person:host@5/7}; all but rule and time may be left out. */
  private static LogArrival arrival(String text) {
    String[] when = text.split("@")[1].split("/");
    String[] what = text.split("@")[0].split(":");
    long time = Long.parseLong(when[0]);
    Event event =
        GeneratedEvents.event(SOURCE, what[0], time, 0, List.of())
            .with(ChainCases.KIND, new Value.Many(kinds(what[0])))
            .with(Event.PERSON, Value.of(what.length > 1 ? what[1] : "ada"))
            .with(HOST, Value.of(what.length > 2 ? what[2] : "h1"));
    return new LogArrival(event, false, when.length > 1 ? Long.parseLong(when[1]) : time);
  }

  private static List<Value> kinds(String id) {
    return PatternText.letters(id).stream().<Value>map(Value::of).toList();
  }
}
