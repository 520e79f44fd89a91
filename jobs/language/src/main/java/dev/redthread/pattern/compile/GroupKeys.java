package dev.redthread.pattern.compile;

import dev.redthread.pattern.check.References;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Works out which field of which rule each name of {@code group-by} stands for. */
final class GroupKeys {
  private final References references;

  /** Fields whose values hardly come twice. */
  private static final Set<String> OF_EACH_EVENT =
      Set.of(
          "@timestamp",
          "event.created",
          "event.hash",
          "event.id",
          "event.ingested",
          "event.original",
          "event.sequence",
          "message",
          "trace.id",
          "transaction.id");

  private final Diagnostics diagnostics;

  GroupKeys(References references, Diagnostics diagnostics) {
    this.references = references;
    this.diagnostics = diagnostics;
  }

  /**
   * The field of a rule that a name stands for, as written: by an alias of a step that uses the
   * rule, else by an alias of the rule, else the name itself.
   */
  String field(Body.Related body, Document rule, Word name) {
    Grouping grouping = body.grouping();
    List<String> fields = new ArrayList<>();
    for (Use use : uses(body)) {
      if (references.find(use.rule.text()).filter(rule::is).isPresent()) {
        fields.add(
            grouping
                .aliasOf(name.text(), use.step)
                .or(() -> byRule(grouping, rule, name.text()))
                .orElse(name.text()));
      }
    }
    if (fields.stream().distinct().count() > 1) {
      diagnostics.error(
          Code.ALIAS_CONFLICT,
          name.place(),
          "the rule `"
              + rule.head().shortName()
              + "` would be joined on different fields in different steps",
          "that cannot be honoured yet; write a second rule");
    }
    return fields.isEmpty() ? name.text() : fields.get(0);
  }

  /** Reports a name that a pattern as a step cannot give: its events have its group's fields. */
  void checkStep(Body.Related body, Document document, Body.Related step, Word name) {
    String field = field(body, document, name);
    List<String> given = step.foundBy().stream().map(Word::text).toList();
    if (!given.contains(field)) {
      diagnostics.error(
          Code.NO_SUCH_GROUP_FIELD,
          name.place(),
          "events of the pattern `" + document.head().shortName() + "` have no `" + field + "`",
          "they have what it groups by: " + String.join(", ", given));
    }
  }

  private static Optional<String> byRule(Grouping grouping, Document rule, String name) {
    Word ruleName = rule.head().name();
    Word id = rule.head().id();
    return Optional.ofNullable(ruleName)
        .flatMap(word -> grouping.aliasOf(name, word.text()))
        .or(() -> Optional.ofNullable(id).flatMap(word -> grouping.aliasOf(name, word.text())));
  }

  /** Reports keys that join nothing, and aliases for rules and steps that are not there. */
  void check(Body.Related body) {
    for (Word name : body.grouping().fields()) {
      if (OF_EACH_EVENT.contains(name.text())) {
        diagnostics.warn(
            Code.UNBOUNDED_KEY,
            name.place(),
            "`" + name.text() + "` is another in nearly every event: nothing is joined by it",
            "group by who or what acts: person, source.ip");
      }
    }
    Set<String> known = new TreeSet<>();
    for (Use use : uses(body)) {
      known.add(use.step);
      known.add(use.rule.text());
      references.find(use.rule.text()).ifPresent(document -> addNames(document, known));
    }
    for (Grouping.Alias alias : body.grouping().aliases()) {
      if (!known.contains(alias.target().text())) {
        diagnostics.error(
            Code.UNKNOWN_RULE,
            alias.target().place(),
            "the pattern has no step or rule `" + alias.target().text() + "`",
            NearestName.hint(alias.target().text(), known));
      }
    }
  }

  private static void addNames(Document document, Set<String> known) {
    Optional.ofNullable(document.head().name()).ifPresent(word -> known.add(word.text()));
    Optional.ofNullable(document.head().id()).ifPresent(word -> known.add(word.text()));
  }

  private static List<Use> uses(Body.Related body) {
    List<Use> uses = new ArrayList<>();
    if (body instanceof Body.Sequence sequence) {
      for (Body.Stage step : sequence.steps()) {
        step.rules().forEach(rule -> uses.add(new Use(step.name().text(), rule)));
      }
      sequence.until().forEach(rule -> uses.add(new Use("until", rule)));
    } else {
      body.references().forEach(rule -> uses.add(new Use(rule.text(), rule)));
    }
    return uses;
  }

  private record Use(String step, Word rule) {}
}
