package dev.redthread.pattern.model;

import java.util.List;
import java.util.Optional;

/**
 * The detection of a rule or filter.
 *
 * @param selections in the order of the file
 * @param conditions any of them suffices
 */
public record Detection(List<Named> selections, List<Condition> conditions) {
  public Detection {
    selections = List.copyOf(selections);
    conditions = List.copyOf(conditions);
  }

  public Optional<Named> selection(String name) {
    return selections.stream().filter(named -> named.name().text().equals(name)).findFirst();
  }

  /** A selection and its name. */
  public record Named(Word name, Selection selection) {}
}
