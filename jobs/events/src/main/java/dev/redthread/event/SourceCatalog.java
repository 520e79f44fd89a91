package dev.redthread.event;

import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The log sources that are configured. */
public record SourceCatalog(List<SourceInfo> sources) implements Serializable {

  /** The category of rules that ask for an {@link Activity} of any vendor. */
  public static final String ACTIVITY = "activity";

  public SourceCatalog {
    sources = List.copyOf(sources);
  }

  public Optional<SourceInfo> byName(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }

  /**
   * The names of the sources that offer a log source. Category {@code activity} is offered by every
   * source.
   */
  public Set<String> offering(Logsource asked) {
    boolean activity = ACTIVITY.equals(asked.category());
    return sources.stream()
        .filter(
            source ->
                activity
                    || source.everyLogsource()
                    || source.logsources().stream().anyMatch(asked::isOfferedBy))
        .map(SourceInfo::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * How late a record may be that says whose a device or a name is which events of a source have in
   * place of their person, if any source has such records.
   */
  public Optional<Duration> linkDelay(SourceInfo asked) {
    return sources.stream()
        .filter(
            source ->
                (asked.namesDevices() && source.linksDevices())
                    || asked.linkedNames().areSaidBy(source.linkedNames()))
        .map(SourceInfo::maxDelay)
        .max(Comparator.naturalOrder());
  }

  /** The same sources, each with so much more delay at the most. */
  public SourceCatalog withExtraDelay(Duration extra) {
    return new SourceCatalog(
        sources.stream()
            .map(
                source ->
                    new SourceInfo(
                        source.name(),
                        source.logsources(),
                        source.everyLogsource(),
                        source.typicalDelay(),
                        source.maxDelay().plus(extra),
                        source.fields(),
                        source.aliases(),
                        source.types(),
                        source.linksDevices(),
                        source.linkedNames()))
            .toList());
  }
}
