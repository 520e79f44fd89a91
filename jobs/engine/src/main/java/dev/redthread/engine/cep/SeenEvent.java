package dev.redthread.engine.cep;

import dev.redthread.api.Event;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An event of a timeline as a Java pattern sees it. */
final class SeenEvent implements Event {
  private final TimelineEvent event;
  private final View view;

  SeenEvent(TimelineEvent event, View view) {
    this.event = event;
    this.view = view;
  }

  EventKey key() {
    return event.key();
  }

  @Override
  public long time() {
    return event.event().eventTime();
  }

  @Override
  public String source() {
    return event.event().source();
  }

  @Override
  public String id() {
    return event.event().id();
  }

  @Override
  public boolean matches(String rule) {
    return (event.roles() & view.roles(rule)) != 0;
  }

  @Override
  public List<String> values(String field) {
    List<String> fieldByRule = view.field(field);
    int rule = Long.numberOfTrailingZeros(event.roles());
    Value value = rule < fieldByRule.size() ? event.event().field(fieldByRule.get(rule)) : null;
    return value == null || value instanceof Value.Nil
        ? List.of()
        : value.each().stream().map(Value::text).toList();
  }

  @Override
  public String toString() {
    return event.key().toString();
  }

  /** What one pattern may ask of events. */
  static final class View {
    private final Map<String, Long> roles = new HashMap<>();
    private final Map<String, List<String>> fields = new HashMap<>();

    View(CompiledPattern pattern, Shape.Java java, PatternSet set) {
      for (int place = 0; place < pattern.rules().size(); place++) {
        roles.merge(
            set.rules().get(pattern.rules().get(place)).name(),
            1L << place,
            (one, other) -> one | other);
      }
      List<GroupKey> known = new ArrayList<>(pattern.groupBy());
      known.addAll(java.fields());
      known.forEach(key -> fields.put(key.name(), key.fieldByRule()));
    }

    private long roles(String rule) {
      Long bits = roles.get(rule);
      if (bits == null) {
        throw new IllegalArgumentException(
            "the document names no rule `" + rule + "`: add it to `rules`");
      }
      return bits;
    }

    private List<String> field(String name) {
      List<String> fieldByRule = fields.get(name);
      if (fieldByRule == null) {
        throw new IllegalArgumentException(
            "the document names no field `" + name + "`: add it to `fields`");
      }
      return fieldByRule;
    }
  }
}
