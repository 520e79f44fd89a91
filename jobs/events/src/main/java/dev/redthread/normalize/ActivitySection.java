package dev.redthread.normalize;

import dev.redthread.event.Activity;
import dev.redthread.normalize.SourceMapping.ActivityReading;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import dev.redthread.normalize.SourceMapping.Check;
import dev.redthread.normalize.SourceMapping.Condition;
import dev.redthread.normalize.SourceMapping.FieldReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the key {@code activity} of a file of {@code config/sources}. */
final class ActivitySection {
  private ActivitySection() {}

  /** What the key {@code activity} of a file says. */
  static ActivityReading read(Section root, Map<String, List<FieldReading>> fields) {
    Optional<Section> section = root.section("activity");
    if (section.isEmpty()) {
      return new ActivityReading(List.of(), null, List.of());
    }
    Section activity = section.get();
    List<ActivityRule> rules = new ArrayList<>();
    for (Section rule : activity.sections("rules")) {
      rules.add(rule(rule, fields));
    }
    ActivityReading reading =
        new ActivityReading(activity.texts("given"), activity.text("type").orElse(null), rules);
    if (reading.type() == null && rules.stream().anyMatch(rule -> !rule.types().isEmpty())) {
      activity.problem("rules speak of a type: say where it stands, type: …");
    }
    activity.close();
    return reading;
  }

  private static ActivityRule rule(Section rule, Map<String, List<FieldReading>> fields) {
    List<String> types = rule.texts("type");
    List<Condition> when = conditions(rule);
    String id = rule.needed("is");
    Optional<Activity> activity = Activity.byId(id);
    if (activity.isEmpty() && rule.has("is")) {
      List<String> ids = new ArrayList<>();
      for (Activity known : Activity.values()) {
        ids.add(known.id());
      }
      rule.problem(
          rule.at("is"), "no activity is called " + id + ": use one of " + String.join(", ", ids));
    }
    List<String> person = MappingReader.known(rule, "person", fields);
    rule.close();
    return new ActivityRule(
        rule.line(), types, when, activity.orElse(Activity.SETTINGS_CHANGED), person);
  }

  /** What must hold by the key {@code when} of a section. */
  static List<Condition> conditions(Section section) {
    List<Condition> conditions = new ArrayList<>();
    section.section("when").ifPresent(when -> conditions(when, conditions));
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
