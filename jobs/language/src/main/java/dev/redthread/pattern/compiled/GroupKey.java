package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;

/**
 * One field of {@code group-by} and where each rule of the pattern finds it.
 *
 * @param name the name under which findings show the value
 * @param fieldByRule for each rule of {@link CompiledPattern#rules()}, the field it is read from
 */
public record GroupKey(String name, List<String> fieldByRule) implements Serializable {
  public GroupKey {
    fieldByRule = List.copyOf(fieldByRule);
  }
}
