package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides what a sequence finds of each person where events may name a device instead.
 *
 * <p><i>Thread safety:</i> any.
 */
public final class LinkedReference {
  private final RefPattern pattern;
  private final long timespan;

  /**
   * @param pattern of a sequence, without a group; its rules with the delays of their sources
   * @param ofDevices the names of the rules whose source may name a device
   * @param linkDelay the greatest delay of a link
   */
  public LinkedReference(RefPattern pattern, Set<String> ofDevices, long linkDelay) {
    timespan = ((RefShape.Sequence) pattern.shape()).timespan();
    this.pattern =
        new RefPattern(
            pattern.id(),
            List.of(),
            pattern.risk(),
            pattern.rules().stream()
                .map(
                    rule ->
                        ofDevices.contains(rule.name())
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
}
