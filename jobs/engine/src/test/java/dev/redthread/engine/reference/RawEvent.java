package dev.redthread.engine.reference;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event before it is asked of a pattern and a group: of a log, or a pattern's completing event.
 *
 * @param fields what groups are made of
 * @param rules the names of all rules that it matches
 * @param values what a measured field has, as text
 * @param settlesAt when the absences of a completing event are decided
 */
public record RawEvent(
    long time,
    String source,
    String id,
    Map<String, String> fields,
    Set<String> rules,
    List<String> values,
    String content,
    @Nullable Long settlesAt) {
  public RawEvent {
    fields = Map.copyOf(fields);
    rules = Set.copyOf(rules);
    values = List.copyOf(values);
  }
}
