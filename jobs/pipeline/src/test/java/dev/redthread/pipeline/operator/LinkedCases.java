package dev.redthread.pipeline.operator;

import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.reference.LinkedTimeline;
import dev.redthread.engine.reference.LinkedTimeline.Received;
import dev.redthread.engine.reference.NameTable;
import dev.redthread.engine.reference.OwnedDevice;
import dev.redthread.engine.reference.OwnedEvent;
import dev.redthread.engine.reference.PatternText;
import dev.redthread.engine.reference.RefEvent;
import dev.redthread.engine.reference.RefPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Random timelines of persons, of devices and of names whose links come late. */
final class LinkedCases {
  private static final List<String> NAMES = List.of("~x", "~y");
  private static final List<String> PATTERNS =
      List.of(
          "A > B",
          "A > not R > B",
          "A > not R within 4",
          "not R within 4 > A > B",
          "A > B > not R within 6",
          "not B within 3 > A",
          "A > not B > A");

  private LinkedCases() {}

  static LinkedTimeline drawn(long seed) {
    Dice dice = new Dice(seed, "linked");
    String text = dice.pick(PATTERNS);
    String until = dice.percent(20) && text.contains(" > B") ? "U" : "";
    List<String> letters = PatternText.letters(text + until);
    Map<String, Long> delays = new HashMap<>();
    Set<String> ofDevices = new HashSet<>();
    Set<String> ofNames = new HashSet<>();
    for (String letter : letters) {
      delays.put(letter, (long) dice.between(0, 12));
      if (dice.percent(60)) {
        ofDevices.add(letter);
      }
      if (dice.percent(60)) {
        ofNames.add(letter);
      }
    }
    boolean settled = text.concat(until).matches(".*(not|U).*") && dice.percent(50);
    RefPattern pattern = PatternText.read(text, dice.between(4, 12), delays, until, settled);
    long linkDelay = dice.between(0, 25);
    long nameDelay = dice.between(0, 25);
    List<Received<OwnedEvent>> events = new ArrayList<>();
    for (int i = dice.between(3, 9); i > 0; i--) {
      String letter = dice.pick(letters);
      long time = dice.between(0, 20);
      boolean ofDevice = ofDevices.contains(letter) && dice.percent(70);
      RefEvent event =
          new RefEvent(time, letter, letter + i, Set.of(letters.indexOf(letter)), List.of(), "");
      events.add(
          new Received<>(
              new OwnedEvent(
                  event,
                  ofDevice ? null : person(ofNames.contains(letter), dice),
                  ofDevice ? dice.pick(List.of("d", "e")) : null),
              time + dice.between(0, delays.getOrDefault(letter, 0L).intValue())));
    }
    List<Received<OwnedDevice>> links = new ArrayList<>();
    for (int i = dice.between(1, 4); i > 0; i--) {
      long time = dice.between(0, 45);
      links.add(
          new Received<>(
              new OwnedDevice(
                  time, "L" + i, dice.pick(List.of("d", "e")), dice.pick(List.of("ada", "bob"))),
              time + dice.between(0, (int) linkDelay)));
    }
    for (int i = dice.between(1, 5); i > 0; i--) {
      long time = dice.between(0, 45);
      links.add(
          new Received<>(
              new OwnedDevice(
                  time, "N" + i, dice.pick(NAMES), dice.pick(List.of("ada", "ada", "bob", "eva"))),
              time + dice.between(0, (int) nameDelay)));
    }
    Map<String, String> table = new HashMap<>();
    if (dice.percent(20)) {
      table.put("x", dice.pick(List.of("ada", "bob")));
    }
    if (dice.percent(20)) {
      table.put("eva", "ada");
    }
    return new LinkedTimeline(
        "seed " + seed,
        pattern,
        ofDevices,
        ofNames,
        linkDelay,
        nameDelay,
        new NameTable(table, dice.between(3, 60)),
        events,
        links,
        List.of(),
        List.of());
  }

  private static String person(boolean mayBeNamed, Dice dice) {
    return mayBeNamed && dice.percent(70) ? dice.pick(NAMES) : dice.pick(List.of("ada", "bob"));
  }
}
