package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A timeline of {@code docs/semantics.md} with events of devices, or with an alias table that
 * changes.
 *
 * <p><i>Units:</i> minutes.
 *
 * @param name the heading it stands under
 * @param ofDevices the letters of the rules whose source may name a device
 * @param linkDelay the greatest delay of a link
 * @param lines of the alias table, each in force from when it came until the next of its name
 * @param expected the chains of the findings when nothing more can come, and when they settle
 * @param known what is found by some points of the received clock
 */
public record LinkedTimeline(
    String name,
    RefPattern pattern,
    Set<String> ofDevices,
    long linkDelay,
    List<Received<OwnedEvent>> events,
    List<Received<OwnedDevice>> links,
    List<Received<TableLine>> lines,
    List<WorkedTimeline.Expected> expected,
    List<WorkedTimeline.Known> known) {
  private static final String LINK = "L";

  /** Something and when it was received. */
  public record Received<T>(T what, long clock) {}

  static boolean hasOwners(String line) {
    return line.startsWith("devices ") || line.startsWith("table ");
  }

  /** What the table says at a time of the received clock, by name. */
  public Map<String, Set<String>> table(long clock) {
    Map<String, Set<String>> table = new HashMap<>();
    lines.stream()
        .filter(line -> line.clock() <= clock)
        .sorted(Comparator.comparingLong(Received::clock))
        .forEach(line -> table.put(line.what().name(), line.what().persons()));
    table.values().removeIf(Set::isEmpty);
    return table;
  }

  /** The events that were received up to a time, by whom their names then mean. */
  public List<OwnedEvent> eventsBy(long clock) {
    Map<String, Set<String>> table = table(clock);
    List<OwnedEvent> seen = new ArrayList<>();
    for (Received<OwnedEvent> each : events) {
      if (each.clock() <= clock) {
        OwnedEvent event = each.what();
        seen.add(new OwnedEvent(event.event(), whose(event, table), event.device()));
      }
    }
    return seen;
  }

  private static @Nullable String whose(OwnedEvent event, Map<String, Set<String>> table) {
    String name = event.person();
    if (name == null) {
      Set<String> owners = table.getOrDefault(String.valueOf(event.device()), Set.of());
      return owners.size() == 1 ? owners.iterator().next() : null;
    }
    Set<String> persons = table.getOrDefault(name, Set.of());
    return persons.size() == 1 ? persons.iterator().next() : name;
  }

  /** Every such timeline of the page. */
  public static List<LinkedTimeline> all() {
    return WorkedTimeline.blocks().stream()
        .filter(block -> block.lines().stream().anyMatch(LinkedTimeline::hasOwners))
        .map(block -> read(block.heading(), block.lines()))
        .toList();
  }

  private static LinkedTimeline read(String heading, List<String> block) {
    String pattern = "";
    String until = "";
    long timespan = 0;
    boolean settled = false;
    Map<String, Long> delays = new HashMap<>();
    Set<String> ofDevices = new HashSet<>();
    List<String> events = new ArrayList<>();
    List<Received<TableLine>> lines = new ArrayList<>();
    List<WorkedTimeline.Expected> expected = new ArrayList<>();
    List<WorkedTimeline.Known> known = new ArrayList<>();
    for (String line : block) {
      String[] words = line.split(" +", 2);
      switch (words[0]) {
        case "pattern" -> pattern = words[1];
        case "until" -> until = words[1];
        case "devices" -> ofDevices.addAll(List.of(words[1].split(" +")));
        case "timespan" -> timespan = Long.parseLong(words[1]);
        case "absence" -> settled = words[1].equals("settled");
        case "delay" -> delays.put(words[1].split(" ")[0], Long.valueOf(words[1].split(" ")[1]));
        case "events" -> events.addAll(List.of(words[1].split(" +")));
        case "table" -> List.of(words[1].split(" +")).forEach(text -> lines.add(tableLine(text)));
        case "at" -> known.add(WorkedTimeline.known(words[1].split(" +", 2)));
        case "finding" -> expected.add(WorkedTimeline.expected(words[1]));
        case "no" -> expected.clear();
        default -> throw new IllegalArgumentException(heading + ": " + line);
      }
    }
    RefPattern read = PatternText.read(pattern, timespan, delays, until, settled);
    List<Received<OwnedEvent>> owned = new ArrayList<>();
    List<Received<OwnedDevice>> links = new ArrayList<>();
    for (String text : events) {
      String[] parts = text.split("[(,)@/]+");
      long time = Long.parseLong(parts[3]);
      long clock = parts.length > 4 ? Long.parseLong(parts[4]) : time;
      String letter = text.substring(0, 1);
      if (letter.equals(LINK)) {
        links.add(new Received<>(new OwnedDevice(time, parts[0], parts[2], parts[1]), clock));
      } else {
        int rule = read.rules().stream().map(RefRule::name).toList().indexOf(letter);
        RefEvent event = new RefEvent(time, letter, parts[0], Set.of(rule), List.of(), "");
        owned.add(new Received<>(new OwnedEvent(event, or(parts[1]), or(parts[2])), clock));
      }
    }
    return new LinkedTimeline(
        heading,
        read,
        Set.copyOf(ofDevices),
        delays.getOrDefault(LINK, 0L),
        owned,
        links,
        lines,
        expected,
        known);
  }

  /** Reads {@code al=ada@5}, {@code al=ada,bob@5}, or {@code al=@5}. */
  private static Received<TableLine> tableLine(String text) {
    String[] parts = text.split("[=@]");
    Set<String> persons = parts[1].isEmpty() ? Set.of() : Set.of(parts[1].split(","));
    return new Received<>(new TableLine(parts[0], persons), Long.parseLong(parts[2]));
  }

  private static @Nullable String or(String text) {
    return text.equals("-") ? null : text;
  }
}
