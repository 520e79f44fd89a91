package dev.redthread.pattern;

import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small world of log sources. */
final class TestSources {
  /** What the fields are that are more than anything. */
  private static final Map<String, ValueType> TYPES =
      Map.of(
          "user.name", ValueType.TEXT,
          "source.ip", ValueType.TEXT,
          "source.as.number", ValueType.NUMBER,
          "labels.new", ValueType.FLAG);

  static final SourceCatalog CATALOG =
      new SourceCatalog(
          List.of(
              source(
                  "okta.system",
                  List.of(new Logsource(null, "okta", "okta")),
                  Duration.ofMinutes(1),
                  Set.of(
                      "event.action",
                      "user.name",
                      "source.ip",
                      "source.as.number",
                      "labels.new",
                      "person"),
                  Map.of(
                      "eventType", "event.action",
                      "actor.alternateId", "user.name",
                      "client.ipAddress", "source.ip")),
              source(
                  "saas.one",
                  List.of(new Logsource("saas", "one", null)),
                  Duration.ofHours(1),
                  Set.of("user.name", "event.action", "shared"),
                  Map.of("user", "user.name", "action", "event.action")),
              source(
                  "saas.two",
                  List.of(new Logsource("saas", "two", null)),
                  Duration.ofHours(2),
                  Set.of("user.id", "event.action", "shared"),
                  Map.of("user", "user.id", "action", "event.action")),
              source(
                  "saas.three",
                  List.of(new Logsource("saas", "three", null)),
                  Duration.ofSeconds(5),
                  Set.of("user.id", "event.action", "shared"),
                  Map.of("user", "user.id", "action", "event.action"))));

  /** A source that offers everything and maps nothing. */
  static final SourceCatalog ANYTHING =
      new SourceCatalog(
          List.of(
              new SourceInfo(
                  "json", List.of(), true, Duration.ZERO, Duration.ZERO, Set.of(), Map.of())));

  private TestSources() {}

  private static SourceInfo source(
      String name,
      List<Logsource> logsources,
      Duration delay,
      Set<String> fields,
      Map<String, String> aliases) {
    return new SourceInfo(name, logsources, false, delay, delay, fields, aliases, TYPES, false);
  }
}
