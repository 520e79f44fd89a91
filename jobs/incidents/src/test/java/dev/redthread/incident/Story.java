package dev.redthread.incident;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Finding.Status;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Findings for tests: a finding of one person, with what matters to the test set on it. */
final class Story {

  static final long NOON = Instant.parse("2026-11-09T12:00:00Z").toEpochMilli();
  static final String JANE = "jane.doe@corp.example";

  private final String id;
  private int revision = 1;
  private Status status = Status.OPEN;
  private @Nullable String into;
  private @Nullable Long settlesAt;
  private PatternRef pattern =
      new PatternRef("p-login", "Login after denied pushes", Level.HIGH, List.of(), false, null);
  private List<GroupValue> group = List.of(new GroupValue("person", JANE));
  private long first = NOON;
  private long last = NOON;
  private int risk = 40;
  private final List<Link> chain = new ArrayList<>();

  private Story(String id) {
    this.id = id;
  }

  static Story finding(String id) {
    return new Story(id);
  }

  static long hours(double hours) {
    return NOON + (long) (hours * Duration.ofHours(1).toMillis());
  }

  Story revision(int newRevision) {
    revision = newRevision;
    return this;
  }

  Story withdrawn() {
    status = Status.WITHDRAWN;
    return this;
  }

  Story mergedInto(String other) {
    status = Status.MERGED;
    into = other;
    return this;
  }

  Story settlesAt(long time) {
    settlesAt = time;
    return this;
  }

  Story pattern(String patternId, String title, Level level) {
    pattern = new PatternRef(patternId, title, level, List.of(), false, null);
    return this;
  }

  Story pattern(PatternRef ref) {
    pattern = ref;
    return this;
  }

  Story level(Level level) {
    return pattern("p-" + level.id(), "A " + level.id() + " pattern", level);
  }

  Story group(GroupValue... values) {
    group = List.of(values);
    return this;
  }

  Story during(double fromHour, double toHour) {
    first = hours(fromHour);
    last = hours(toHour);
    return this;
  }

  Story risk(int newRisk) {
    risk = newRisk;
    return this;
  }

  Story event(String eventId, double hour, @Nullable Activity activity, String... fields) {
    Map<String, Value> values = new TreeMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      values.put(fields[i], Value.of(fields[i + 1]));
    }
    return link(
        new Event(
            "okta.system",
            eventId,
            hours(hour),
            hours(hour) + 1000,
            activity,
            Fields.of(values),
            new Origin("okta", 0, chain.size() + 1),
            false));
  }

  Story link(Event event) {
    chain.add(new Link("step" + (chain.size() + 1), event));
    return this;
  }

  Finding build() {
    return new Finding(
        id,
        revision,
        NOON + revision,
        status,
        into,
        settlesAt,
        pattern,
        group,
        first,
        last,
        last + 5000,
        last + 4000,
        false,
        chain,
        chain.stream().map(link -> link.event().id()).toList(),
        Math.max(1, chain.size()),
        risk,
        false,
        null);
  }
}
