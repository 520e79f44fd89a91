package dev.redthread.engine.screen;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spreads an event over the groups it joins. Each rule may read a group's field elsewhere, so one
 * event may play different roles in different groups of one pattern.
 */
final class Grouping {

  void spread(CompiledPattern pattern, Event event, long roles, Screen.Sink sink) {
    handOver(pattern, event, roles, sink);
    if (pattern.shape() instanceof Shape.Single) {
      sink.candidate(pattern, List.of(event.source(), event.id()), roles);
      return;
    }
    if (Long.bitCount(roles) == 1) {
      int rule = Long.numberOfTrailingZeros(roles);
      groups(pattern, event, rule, sink).forEach(group -> sink.candidate(pattern, group, roles));
      return;
    }
    Map<List<String>, Long> rolesByGroup = new LinkedHashMap<>();
    for (long rest = roles; rest != 0; rest &= rest - 1) {
      long role = Long.lowestOneBit(rest);
      for (List<String> group : groups(pattern, event, Long.numberOfTrailingZeros(role), sink)) {
        rolesByGroup.merge(group, role, (one, other) -> one | other);
      }
    }
    rolesByGroup.forEach((group, matched) -> sink.candidate(pattern, group, matched));
  }

  /** Tells what an event lacks of the key under which its chain would go on from it. */
  private static void handOver(CompiledPattern pattern, Event event, long roles, Screen.Sink sink) {
    for (GroupKey key : pattern.handsOver()) {
      for (int rule : pattern.completingRules()) {
        String field = key.fieldByRule().get(rule);
        if ((roles & (1L << rule)) != 0 && values(event.field(field)).isEmpty()) {
          sink.lacks(pattern, field);
        }
      }
    }
  }

  private static List<List<String>> groups(
      CompiledPattern pattern, Event event, int rule, Screen.Sink sink) {
    List<List<String>> groups = List.of(List.of());
    for (GroupKey key : pattern.groupBy()) {
      String field = key.fieldByRule().get(rule);
      Set<String> values = values(event.field(field));
      if (values.isEmpty()) {
        sink.lacks(pattern, field);
        return List.of();
      }
      groups = times(groups, values);
    }
    return groups;
  }

  private static Set<String> values(@Nullable Value value) {
    if (value == null) {
      return Set.of();
    }
    if (value instanceof Value.Text text) {
      return Set.of(text.value());
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Value each : value.each()) {
      if (!(each instanceof Value.Nil)) {
        texts.add(each.text());
      }
    }
    return texts;
  }

  private static List<List<String>> times(List<List<String>> groups, Set<String> values) {
    List<List<String>> longer = new ArrayList<>(groups.size() * values.size());
    for (List<String> group : groups) {
      for (String value : values) {
        List<String> one = new ArrayList<>(group);
        one.add(value);
        longer.add(List.copyOf(one));
      }
    }
    return longer;
  }
}
