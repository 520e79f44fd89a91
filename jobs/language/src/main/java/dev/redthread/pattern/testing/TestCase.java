package dev.redthread.pattern.testing;

import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Word;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One timeline and what a pattern is to find on it.
 *
 * @param place where it stands
 * @param name what it shows, unique in its file
 * @param pattern the id, name or title of the pattern; null means the only one of the pattern file
 *     with the same path
 * @param start the moment from which all offsets count, in milliseconds since 1970 UTC
 * @param events in the order of the file
 * @param findings what is to be found; nothing where the pattern must stay quiet
 */
public record TestCase(
    Place place,
    String name,
    @Nullable Word pattern,
    long start,
    List<TestEvent> events,
    List<ExpectedFinding> findings) {
  public TestCase {
    events = List.copyOf(events);
    findings = List.copyOf(findings);
  }

  /** Whether the pattern must find nothing. */
  public boolean isQuiet() {
    return findings.isEmpty();
  }

  public Optional<TestEvent> event(String id) {
    return events.stream().filter(event -> event.id().equals(id)).findFirst();
  }
}
