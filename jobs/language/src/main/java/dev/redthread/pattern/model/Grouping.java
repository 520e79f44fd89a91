package dev.redthread.pattern.model;

import java.util.List;
import java.util.Optional;

/**
 * The join keys of a pattern.
 *
 * @param fields the names in {@code group-by}
 * @param aliases which field stands for such a name in one rule or step
 */
public record Grouping(List<Word> fields, List<Alias> aliases) {
  public Grouping {
    fields = List.copyOf(fields);
    aliases = List.copyOf(aliases);
  }

  /** The field that stands for a name in a rule or step, when an alias says so. */
  public Optional<String> aliasOf(String name, String ruleOrStep) {
    return aliases.stream()
        .filter(
            alias -> alias.name().text().equals(name) && alias.target().text().equals(ruleOrStep))
        .map(Alias::field)
        .findFirst();
  }

  /**
   * @param name the name in {@code group-by}
   * @param target the rule or step
   * @param field the field that is read there
   */
  public record Alias(Word name, Word target, String field) {}
}
