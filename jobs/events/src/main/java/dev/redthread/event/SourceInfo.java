package dev.redthread.event;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What patterns need to know of a log source.
 *
 * @param name e.g. {@code okta.system}
 * @param logsources the Sigma log sources it offers
 * @param everyLogsource whether it offers every log source, as the source {@code json} does
 * @param typicalDelay how long after the event its record usually arrives
 * @param maxDelay how long after the event its record arrives at the latest
 * @param fields the ECS names its mapping sets
 * @param aliases vendor field names of public rules, exact in case, and the names they stand for
 * @param types what the values of a field are, for those of {@code fields} of which that is known
 * @param linksDevices whether some of its events say whose a device is
 * @param linkedNames which of its names follow links, and of which it says whose they are
 */
public record SourceInfo(
    String name,
    List<Logsource> logsources,
    boolean everyLogsource,
    Duration typicalDelay,
    Duration maxDelay,
    Set<String> fields,
    Map<String, String> aliases,
    Map<String, ValueType> types,
    boolean linksDevices,
    LinkedNames linkedNames)
    implements Serializable {
  public SourceInfo {
    logsources = List.copyOf(logsources);
    fields = Set.copyOf(fields);
    aliases = Map.copyOf(aliases);
    types = Map.copyOf(types);
  }

  /** A source of which nothing is known of the values of its fields, and that links no devices. */
  public SourceInfo(
      String name,
      List<Logsource> logsources,
      boolean everyLogsource,
      Duration typicalDelay,
      Duration maxDelay,
      Set<String> fields,
      Map<String, String> aliases) {
    this(
        name, logsources, everyLogsource, typicalDelay, maxDelay, fields, aliases, Map.of(), false);
  }

  /** A source none of whose names follow links. */
  public SourceInfo(
      String name,
      List<Logsource> logsources,
      boolean everyLogsource,
      Duration typicalDelay,
      Duration maxDelay,
      Set<String> fields,
      Map<String, String> aliases,
      Map<String, ValueType> types,
      boolean linksDevices) {
    this(
        name,
        logsources,
        everyLogsource,
        typicalDelay,
        maxDelay,
        fields,
        aliases,
        types,
        linksDevices,
        LinkedNames.NONE);
  }

  /** The same source with other fields and types of them. */
  public SourceInfo with(Set<String> otherFields, Map<String, ValueType> otherTypes) {
    return new SourceInfo(
        name,
        logsources,
        everyLogsource,
        typicalDelay,
        maxDelay,
        otherFields,
        aliases,
        otherTypes,
        linksDevices,
        linkedNames);
  }

  /** Whether it may have events that name a device, and so come to a person by a link. */
  public boolean namesDevices() {
    return everyLogsource || fields.contains(Event.DEVICE);
  }
}
