package dev.redthread.normalize;

import dev.redthread.event.ActorKind;
import dev.redthread.normalize.SourceMapping.ActorReading;
import dev.redthread.normalize.SourceMapping.ActorRule;
import dev.redthread.normalize.SourceMapping.Condition;
import dev.redthread.normalize.SourceMapping.FieldReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the key {@code actors} of a file of {@code config/sources}. */
final class ActorSection {
  private static final Pattern VENDOR = Pattern.compile("[a-z0-9][a-z0-9_]*");

  private ActorSection() {}

  /** What the key {@code actors} of a file says. */
  static ActorReading read(Section root, Map<String, List<FieldReading>> fields) {
    Optional<Section> section = root.section("actors");
    if (section.isEmpty()) {
      return ActorReading.NONE;
    }
    Section actors = section.get();
    String vendor = actors.needed("vendor");
    if (actors.has("vendor") && !VENDOR.matcher(vendor).matches()) {
      actors.problem(
          actors.at("vendor"), "vendor is a word in lower case, such as openai: ids are within it");
    }
    List<ActorRule> rules = new ArrayList<>();
    for (Section rule : actors.sections("rules")) {
      rules.add(rule(rule, fields));
    }
    if (rules.isEmpty()) {
      actors.problem("the key rules is missing: say which actors are no people");
    }
    actors.close();
    return new ActorReading(vendor, rules);
  }

  private static ActorRule rule(Section rule, Map<String, List<FieldReading>> fields) {
    String kind = rule.needed("kind");
    Optional<ActorKind> known = ActorKind.byId(kind).filter(each -> each != ActorKind.PERSON);
    if (known.isEmpty() && rule.has("kind")) {
      rule.problem(
          rule.at("kind"),
          "kind must be one of "
              + Arrays.stream(ActorKind.values())
                  .filter(each -> each != ActorKind.PERSON)
                  .map(ActorKind::id)
                  .collect(Collectors.joining(", "))
              + "; whoever fits no rule is a person");
    }
    List<Condition> when = WhenSection.read(rule);
    List<String> id = rule.texts("id");
    if (id.isEmpty()) {
      rule.problem("the key id is missing: say which field or path holds the id of the actor");
    }
    List<String> owner = MappingReader.known(rule, "owner", fields);
    rule.close();
    return new ActorRule(rule.line(), known.orElse(ActorKind.SYSTEM), when, id, owner);
  }
}
