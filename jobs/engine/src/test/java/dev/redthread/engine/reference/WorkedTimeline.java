package dev.redthread.engine.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A small timeline with what is to be found on it, read out of {@code docs/semantics.md}: the page
 * that detection engineers read is the test.
 *
 * @param name the heading it stands under
 * @param expected the findings when nothing more can come, in the order of the page
 * @param known what is found by some points of the received clock
 */
public record WorkedTimeline(
    String name,
    RefPattern pattern,
    List<Arrived> arrived,
    List<Expected> expected,
    List<Known> known) {

  /** An event and when it was received. */
  public record Arrived(RefEvent event, long received) {}

  /** What is found when everything received up to a time has been seen. */
  public record Known(long clock, List<Expected> expected) {}

  /**
   * A finding as the page shows it; what the page leaves out is null.
   *
   * @param chain the ids by step
   */
  public record Expected(
      List<String> chain,
      @Nullable Set<String> evidence,
      @Nullable Long settles,
      @Nullable Integer risk) {}

  /** Every timeline of the page that is of one pattern and one key. */
  public static List<WorkedTimeline> all() {
    return blocks().stream()
        .filter(block -> block.lines().stream().noneMatch(line -> line.startsWith("let ")))
        .filter(block -> block.lines().stream().noneMatch(SegmentTimeline::changesKey))
        .filter(block -> block.lines().stream().noneMatch(LinkedTimeline::namesDevices))
        .map(block -> read(block.heading(), block.lines()))
        .toList();
  }

  /** What stands indented under a heading of the page. */
  public record Block(String heading, List<String> lines) {
    public Block {
      lines = List.copyOf(lines);
    }
  }

  /** Every timeline of the page as text. */
  public static List<Block> blocks() {
    Path page =
        Path.of(Objects.requireNonNull(System.getProperty("redthread.root")), "docs/semantics.md");
    try {
      return blocks(Files.readAllLines(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    List<String> block = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("    ")) {
        block.add(line.strip());
        continue;
      }
      if (!block.isEmpty()) {
        blocks.add(new Block(heading, block));
        block.clear();
      }
      if (line.startsWith("#")) {
        heading = line.replaceFirst("#+ ", "");
      }
    }
    if (!block.isEmpty()) {
      blocks.add(new Block(heading, block));
    }
    return blocks;
  }

  private static WorkedTimeline read(String heading, List<String> block) {
    String pattern = "";
    long timespan = 0;
    Map<String, Long> delays = new HashMap<>();
    List<String> events = new ArrayList<>();
    List<Expected> expected = new ArrayList<>();
    List<Known> known = new ArrayList<>();
    String until = "";
    boolean settled = false;
    Map<String, List<RefTerm>> wheres = new HashMap<>();
    for (String line : block) {
      String[] words = line.split(" +", 2);
      switch (words[0]) {
        case "pattern" -> pattern = words[1];
        case "timespan" -> timespan = Long.parseLong(words[1]);
        case "delay" -> delays.put(words[1].split(" ")[0], Long.valueOf(words[1].split(" ")[1]));
        case "until" -> until = words[1];
        case "where" -> where(words[1], wheres);
        case "absence" -> settled = words[1].equals("settled");
        case "at" -> known.add(known(words[1].split(" +", 2)));
        case "events" -> events.addAll(List.of(words[1].split(" +")));
        case "finding" -> expected.add(expected(words[1]));
        case "no" -> expected.clear();
        default -> throw new IllegalArgumentException(heading + ": " + line);
      }
    }
    List<String> letters = PatternText.letters(pattern + until);
    return new WorkedTimeline(
        heading,
        PatternText.read(pattern, timespan, delays, until, settled, wheres),
        events.stream()
            .map(text -> arrived(text, letters))
            .filter(arrived -> !arrived.event().rules().isEmpty())
            .toList(),
        expected,
        known);
  }

  /** Reads {@code b2: b2.value == a1.value}; each part joined by {@code &&} is one by itself. */
  private static void where(String text, Map<String, List<RefTerm>> wheres) {
    String[] parts = text.split(": ", 2);
    RefTerm term = RefTerm.read(parts[1]);
    wheres
        .computeIfAbsent(parts[0], any -> new ArrayList<>())
        .addAll(
            term instanceof RefTerm.Joined joined && joined.all() ? joined.parts() : List.of(term));
  }

  static Known known(String[] words) {
    boolean nothing = words[1].startsWith("no ");
    return new Known(
        Long.parseLong(words[0]),
        nothing ? List.of() : List.of(expected(words[1].replaceFirst("finding +", ""))));
  }

  /** Reads {@code source.AB1@5#content/7}; all but rules and time may be left out. */
  private static Arrived arrived(String text, List<String> letters) {
    String[] received = text.split("/");
    RefEvent event = event(received[0], letters);
    return new Arrived(event, received.length > 1 ? Long.parseLong(received[1]) : event.time());
  }

  /** Reads {@code source.AB1=7,x@5#content}; source, values and content may be left out. */
  private static RefEvent event(String text, List<String> letters) {
    String[] named = text.split("@");
    String[] when = named[1].split("#");
    String[] valued = named[0].split("=");
    int dot = valued[0].indexOf('.');
    String id = valued[0].substring(dot + 1);
    Set<Integer> rules =
        PatternText.letters(id).stream()
            .map(letters::indexOf)
            .filter(rule -> rule >= 0)
            .collect(Collectors.toSet());
    return new RefEvent(
        Long.parseLong(when[0]),
        dot < 0 ? "log" : valued[0].substring(0, dot),
        id,
        rules,
        valued.length > 1 ? List.of(valued[1].split(",")) : List.of(),
        when.length > 1 ? when[1] : "");
  }

  static Expected expected(String text) {
    String[] parts = text.split("; ");
    Set<String> evidence = null;
    Long settles = null;
    Integer risk = null;
    for (String part : parts) {
      String[] words = part.split(" +", 2);
      switch (words[0]) {
        case "evidence" -> evidence = Set.of(words[1].split(" +"));
        case "settles" -> settles = Long.valueOf(words[1]);
        case "risk" -> risk = Integer.valueOf(words[1]);
        default -> {}
      }
    }
    return new Expected(List.of(parts[0].strip().split(" +")), evidence, settles, risk);
  }

  public List<RefEvent> events() {
    return arrived.stream().map(Arrived::event).toList();
  }

  /** The events that were received up to a time. */
  List<RefEvent> receivedBy(long clock) {
    return arrived.stream().filter(each -> each.received() <= clock).map(Arrived::event).toList();
  }

  @Override
  public String toString() {
    return PatternText.write(pattern)
        + "\nevents    "
        + events().stream().map(WorkedTimeline::write).collect(Collectors.joining(" "));
  }

  /** Writes an event as the page shows it. */
  public static String write(RefEvent event) {
    String values = event.values().isEmpty() ? "" : "=" + String.join(",", event.values());
    return event.source() + "." + event.id() + values + "@" + event.time();
  }
}
