package dev.redthread.normalize;

import dev.redthread.normalize.SourceMapping.Check;
import dev.redthread.normalize.SourceMapping.Condition;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the key {@code when} of a rule of a file of {@code config/sources}. */
final class WhenSection {
  private WhenSection() {}

  /** What must hold for a rule to fit; nothing where it has no such key. */
  static List<Condition> read(Section rule) {
    List<Condition> conditions = new ArrayList<>();
    rule.section("when").ifPresent(when -> conditions(when, conditions));
    return conditions;
  }

  private static void conditions(Section when, List<Condition> conditions) {
    for (String name : when.keys()) {
      Node value = when.at(name);
      if (!(value instanceof MappingNode)) {
        conditions.add(new Condition(name, Check.IS, when.texts(value), false));
        continue;
      }
      Section test = when.inner(value);
      int before = conditions.size();
      add(test, name, "contains", Check.CONTAINS, false, conditions);
      add(test, name, "startswith", Check.STARTS_WITH, false, conditions);
      add(test, name, "not", Check.IS, true, conditions);
      add(test, name, "not_contains", Check.CONTAINS, true, conditions);
      add(test, name, "same_as", Check.SAME_AS, false, conditions);
      add(test, name, "differs_from", Check.DIFFERS_FROM, false, conditions);
      if (test.has("exists")) {
        conditions.add(new Condition(name, Check.EXISTS, List.of(), !test.flag("exists")));
      }
      if (conditions.size() == before) {
        test.problem(
            "a condition is a value, a list of values, or one of contains, startswith, not,"
                + " not_contains, same_as, differs_from, exists");
      }
      test.close();
    }
  }

  private static void add(
      Section test,
      String name,
      String key,
      Check check,
      boolean negated,
      List<Condition> conditions) {
    if (test.has(key)) {
      conditions.add(new Condition(name, check, test.texts(key), negated));
    }
  }
}
