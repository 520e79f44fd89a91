package dev.redthread.engine.reference;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An event of a log, of which several keys can be asked.
 *
 * @param fields all values of each field
 * @param rules the names of all rules that it matches
 * @param values what it has to be compared, as text
 */
public record LogEvent(
    long time,
    String source,
    String id,
    Map<String, Set<String>> fields,
    Set<String> rules,
    List<String> values) {
  public LogEvent {
    fields = Map.copyOf(fields);
    rules = Set.copyOf(rules);
    values = List.copyOf(values);
  }

  boolean has(List<String> names, List<String> values) {
    for (int i = 0; i < names.size(); i++) {
      if (!fields.getOrDefault(names.get(i), Set.of()).contains(values.get(i))) {
        return false;
      }
    }
    return true;
  }
}
