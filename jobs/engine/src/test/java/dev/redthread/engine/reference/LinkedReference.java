package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides what a sequence finds of each person where events may name a device instead, or go by a
 * name of which records say whose it is.
 *
 * <p><i>Thread safety:</i> any.
 */
public final class LinkedReference {
  private final RefPattern pattern;
  private final long timespan;
  private final NameTable names;

  /**
   * @param pattern of a sequence, without a group; its rules with the delays of their sources
   * @param linkDelays the names of the rules whose source may name a device or go by a name, with
   *     the greatest delay of what says whose it is
   */
  public LinkedReference(RefPattern pattern, Map<String, Long> linkDelays, NameTable names) {
    this.names = names;
    long linkDelay =
        pattern.rules().stream()
            .mapToLong(rule -> linkDelays.getOrDefault(rule.name(), 0L))
            .max()
            .orElse(0);
    timespan = ((RefShape.Sequence) pattern.shape()).timespan();
    this.pattern =
        new RefPattern(
            pattern.id(),
            List.of(),
            pattern.risk(),
            pattern.rules().stream()
                .map(
                    rule ->
                        linkDelays.containsKey(rule.name())
                            ? new RefRule(
                                rule.name(), Math.max(rule.maxDelay(), timespan + linkDelay))
                            : rule)
                .toList(),
            pattern.shape());
  }

  /**
   * The findings, by person.
   *
   * @param events all that were received
   * @param links all that were received
   * @param clock everything received up to then has been seen
   */
  public Map<String, List<RefFinding>> findings(
      Collection<OwnedEvent> events, Collection<OwnedDevice> links, long clock) {
    Map<String, List<RefEvent>> byPerson = new TreeMap<>();
    for (OwnedEvent event : events) {
      owner(event, links)
          .ifPresent(
              person ->
                  byPerson.computeIfAbsent(person, any -> new ArrayList<>()).add(event.event()));
    }
    Map<String, List<RefFinding>> findings = new TreeMap<>();
    byPerson.forEach((person, theirs) -> findings.put(person, findings(person, theirs, clock)));
    return findings;
  }

  private List<RefFinding> findings(String person, List<RefEvent> events, long clock) {
    Reference reference =
        new Reference(
            new RefPattern(
                pattern.id(), List.of(person), pattern.risk(), pattern.rules(), pattern.shape()));
    return reference.findings(reference.completions(events), clock);
  }

  private Optional<String> owner(OwnedEvent event, Collection<OwnedDevice> links) {
    if (event.isNamed()) {
      return Optional.of(named(event, links));
    }
    if (event.person() != null || event.device() == null) {
      return Optional.ofNullable(event.person());
    }
    long time = event.event().time();
    List<OwnedDevice> known =
        links.stream().filter(link -> Objects.equals(link.device(), event.device())).toList();
    Optional<OwnedDevice> before =
        known.stream().filter(link -> link.time() <= time).max(OwnedDevice.ORDER);
    return before
        .or(
            () ->
                known.stream()
                    .filter(link -> link.time() > time && link.time() <= time + timespan)
                    .min(OwnedDevice.ORDER))
        .map(OwnedDevice::person);
  }

  /** Whose the name is by the table, else by all records that count, else nobody's but its own. */
  private String named(OwnedEvent event, Collection<OwnedDevice> links) {
    String name = Objects.requireNonNull(event.person());
    String bare = name.substring(OwnedEvent.NAME.length());
    if (names.persons().containsKey(bare)) {
      return names.person(bare);
    }
    long time = event.event().time();
    Set<String> said = new TreeSet<>();
    for (OwnedDevice link : links) {
      if (link.device().equals(name)
          && time - link.time() <= names.life()
          && link.time() - time <= timespan) {
        said.add(names.person(link.person()));
      }
    }
    return said.size() == 1 ? said.iterator().next() : name;
  }
}
