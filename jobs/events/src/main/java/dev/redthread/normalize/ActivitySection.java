package dev.redthread.normalize;

import dev.redthread.event.Activity;
import dev.redthread.normalize.SourceMapping.ActivityReading;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import dev.redthread.normalize.SourceMapping.Condition;
import dev.redthread.normalize.SourceMapping.FieldReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<Condition> when = WhenSection.read(rule);
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
}
