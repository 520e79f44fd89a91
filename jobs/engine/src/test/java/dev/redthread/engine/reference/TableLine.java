package dev.redthread.engine.reference;

import java.util.Set;

/**
 * What an alias table says of a name from some time on.
 *
 * @param persons whose it is; nobody's where it is of several, and its own where of none
 */
public record TableLine(String name, Set<String> persons) {
  public TableLine {
    persons = Set.copyOf(persons);
  }
}
