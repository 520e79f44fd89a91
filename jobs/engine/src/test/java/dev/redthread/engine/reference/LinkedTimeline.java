package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A timeline of {@code docs/semantics.md} with events of devices, or of names of which records say
 * whose they are.
 *
 * <p><i>Units:</i> minutes.
 *
 * @param name the heading it stands under
 * @param ofDevices the letters of the rules whose source may name a device
 * @param ofNames the letters of the rules whose source may go by such names
 * @param linkDelay the greatest delay of a link to a device
 * @param nameDelay the greatest delay of a record that says whose a name is
 * @param table what is given of names
 * @param expected the chains of the findings when nothing more can come, and when they settle
 * @param known what is found by some points of the received clock
 */
public record LinkedTimeline(
    String name,
    RefPattern pattern,
    Set<String> ofDevices,
    Set<String> ofNames,
    long linkDelay,
    long nameDelay,
    NameTable table,
    List<Received<OwnedEvent>> events,
    List<Received<OwnedDevice>> links,
    List<WorkedTimeline.Expected> expected,
    List<WorkedTimeline.Known> known) {
  private static final Set<String> LINKS = Set.of("L", "N");

  /** Something and when it was received. */
  public record Received<T>(T what, long clock) {}

  static boolean namesDevices(String line) {
    return line.startsWith("devices ") || line.startsWith("names ");
  }

  /** Every such timeline of the page. */
  public static List<LinkedTimeline> all() {
    return WorkedTimeline.blocks().stream()
        .filter(block -> block.lines().stream().anyMatch(LinkedTimeline::namesDevices))
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
    Set<String> ofNames = new HashSet<>();
    Map<String, String> table = new HashMap<>();
    long life = Long.MAX_VALUE;
    List<String> events = new ArrayList<>();
    List<WorkedTimeline.Expected> expected = new ArrayList<>();
    List<WorkedTimeline.Known> known = new ArrayList<>();
    for (String line : block) {
      String[] words = line.split(" +", 2);
      switch (words[0]) {
        case "pattern" -> pattern = words[1];
        case "until" -> until = words[1];
        case "devices" -> ofDevices.addAll(List.of(words[1].split(" +")));
        case "names" -> ofNames.addAll(List.of(words[1].split(" +")));
        case "table" -> table.put(words[1].split(" ")[0], words[1].split(" ")[1]);
        case "life" -> life = Long.parseLong(words[1]);
        case "timespan" -> timespan = Long.parseLong(words[1]);
        case "absence" -> settled = words[1].equals("settled");
        case "delay" -> delays.put(words[1].split(" ")[0], Long.valueOf(words[1].split(" ")[1]));
        case "events" -> events.addAll(List.of(words[1].split(" +")));
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
      if (LINKS.contains(letter)) {
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
        Set.copyOf(ofNames),
        delays.getOrDefault("L", 0L),
        delays.getOrDefault("N", 0L),
        new NameTable(table, life),
        owned,
        links,
        expected,
        known);
  }

  /** The rules whose events may come to a person late, with how late what says so may be. */
  public Map<String, Long> linkDelays() {
    Map<String, Long> found = new HashMap<>();
    ofDevices.forEach(letter -> found.put(letter, linkDelay));
    ofNames.forEach(letter -> found.merge(letter, nameDelay, Math::max));
    return found;
  }

  private static @Nullable String or(String text) {
    return text.equals("-") ? null : text;
  }
}
