package dev.redthread.incident;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Progress;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom or what an incident is about.
 *
 * @param kind the field that names it, e.g. {@code person} or {@code host.name}
 * @param value its value
 */
public record Entity(String kind, String value) {

  /** The kind of a finding that neither names anyone nor is grouped: its pattern. */
  public static final String PATTERN = "pattern";

  /** The fields that can name an entity, the best first. */
  private static final List<String> KINDS =
      List.of(Event.PERSON, "user.email", "user.name", "host.name", "device.id", "source.ip");

  /**
   * The entity of a finding: the best kind that its group or its chain names; the group wins over
   * the chain, since it is the same in every revision.
   */
  public static Entity of(Finding finding) {
    for (String kind : KINDS) {
      Optional<String> value = inGroup(finding.group(), kind).or(() -> inChain(finding, kind));
      if (value.isPresent()) {
        return new Entity(kind, value.get());
      }
    }
    return ofGroup(finding.group(), finding.pattern());
  }

  /** The entity of a half-finished chain: as that of a finding, out of its group alone. */
  public static Entity of(Progress progress) {
    return KINDS.stream()
        .flatMap(
            kind -> inGroup(progress.group(), kind).map(value -> new Entity(kind, value)).stream())
        .findFirst()
        .orElseGet(() -> ofGroup(progress.group(), progress.pattern()));
  }

  private static Entity ofGroup(List<GroupValue> group, PatternRef pattern) {
    if (group.isEmpty()) {
      return new Entity(PATTERN, pattern.id());
    }
    return new Entity(
        String.join(",", group.stream().map(GroupValue::field).toList()),
        String.join(",", group.stream().map(GroupValue::value).toList()));
  }

  private static Optional<String> inGroup(List<GroupValue> group, String kind) {
    return group.stream()
        .filter(part -> part.field().equals(kind) && !part.value().isEmpty())
        .map(GroupValue::value)
        .findFirst();
  }

  private static Optional<String> inChain(Finding finding, String kind) {
    return finding.chain().stream()
        .map(Link::event)
        .flatMap(event -> texts(event.field(kind)).stream())
        .findFirst();
  }

  /** The texts of a field, without nulls and empty ones. */
  static List<String> texts(@Nullable Value value) {
    if (value == null) {
      return List.of();
    }
    return value.each().stream()
        .filter(each -> !(each instanceof Value.Nil))
        .map(Value::text)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
