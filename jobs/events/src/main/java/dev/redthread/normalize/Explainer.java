package dev.redthread.normalize;

import dev.redthread.event.Actor;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says what the records of one source become and why. The events are those of {@link Normalizer},
 * which it looks at while it works.
 *
 * <p><i>Cost:</i> many times that of normalising; for people who look at single records.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class Explainer {
  private final SourceMapping mapping;
  private final String file;
  private final IdentityAliases aliases;
  private final Tables tables;
  private final Normalizer normalizer;
  private final Map<String, FieldReader> readers = new TreeMap<>();

  private Explainer(SourceMapping mapping, String file, IdentityAliases aliases, Tables tables) {
    this.mapping = mapping;
    this.file = file;
    this.aliases = aliases;
    this.tables = tables;
    normalizer =
        Normalizer.compile(
            mapping.withEveryLeaf(),
            mapping.fields().keySet(),
            aliases,
            () -> tables,
            Limits.DEFAULT);
    for (String name : mapping.fields().keySet()) {
      readers.put(name, FieldReader.named(name, mapping, normalizer.trie()));
    }
  }

  /**
   * An explainer for a source.
   *
   * <p><i>Errors:</i> {@link IllegalArgumentException} when there is no such source.
   *
   * @param tables what adds fields to the events of the sources
   */
  public static Explainer of(
      Sources sources, String source, IdentityAliases aliases, Tables tables) {
    SourceMapping mapping =
        sources
            .mapping(source)
            .orElseThrow(() -> new IllegalArgumentException("no source is called " + source));
    return new Explainer(
        mapping, String.valueOf(Path.of(sources.file(source)).getFileName()), aliases, tables);
  }

  /** What becomes of a record: at least one event or dead letter. */
  public List<Explanation> explain(RawRecord raw) {
    List<Explanation> explanations = new ArrayList<>();
    normalizer.normalize(
        raw,
        (event, slots, index, rule) -> explanations.add(explained(event, slots, index, rule)),
        event -> {},
        letter -> explanations.add(new Explanation.OfDeadLetter(letter)));
    return explanations;
  }

  private Explanation explained(
      Event event, Slots slots, String index, Optional<ActivityReader.Rule> rule) {
    List<Explanation.Field> fields = new ArrayList<>();
    List<Explanation.Field> refused = new ArrayList<>();
    Map<String, Value> named = new TreeMap<>();
    readers.forEach(
        (name, reader) -> {
          Value value = reader.read(slots);
          if (value != null) {
            named.put(name, value);
            fields.add(new Explanation.Field(name, value.text(), reader.origin(slots).orElse("")));
          }
          for (String what : reader.refused(slots)) {
            refused.add(new Explanation.Field(name, "", what));
          }
        });
    List<FieldReader> first = rule.map(ActivityReader.Rule::person).orElse(List.of());
    Acting acting = normalizer.actors().read(slots);
    PersonNames names =
        normalizer.links().names(normalizer.person().names(slots, first, acting), slots);
    Value person = event.field(Event.PERSON);
    if (person != null) {
      named.put(Event.PERSON, person);
    }
    fields.addAll(actor(event, acting, named));
    fields.addAll(derived(event, acting, slots, named));
    return new Explanation.OfEvent(
        event.with(mapping.everyLeaf() ? event.fields() : Fields.of(named)),
        normalizer.time().origin(slots)
            + (event.clamped() ? ", so far ahead that it counts as the received time" : ""),
        id(slots, index),
        activity(slots, rule),
        person == null ? "" : person(person.text(), acting, slots, first),
        aliases.known(names.names()).isEmpty() ? names.namespace() : Optional.empty(),
        normalizer.links().said(slots),
        fields,
        refused,
        ignored(slots));
  }

  private String person(String person, Acting acting, Slots slots, List<FieldReader> first) {
    List<FieldReader> fields = new ArrayList<>(first);
    fields.addAll(normalizer.actors().naming(acting));
    return normalizer.person().origin(slots, fields, acting, person);
  }

  /** The fields that say who acts. */
  private List<Explanation.Field> actor(Event event, Acting acting, Map<String, Value> named) {
    List<Explanation.Field> said = new ArrayList<>();
    if (mapping.namesActors()) {
      for (String name : new TreeSet<>(Actor.FIELDS)) {
        Value value = event.fields().get(name);
        if (value != null) {
          named.put(name, value);
          said.add(
              new Explanation.Field(
                  name,
                  value.text(),
                  normalizer
                      .actors()
                      .origin(acting)
                      .map(rule -> file + ", " + rule)
                      .orElse("no rule of " + file + " says it is no person")));
        }
      }
    }
    return said;
  }

  /** The fields that tables have added. */
  private List<Explanation.Field> derived(
      Event event, Acting acting, Slots slots, Map<String, Value> named) {
    List<Explanation.Field> added = new ArrayList<>();
    Behind who =
        new Behind(
            Optional.ofNullable(event.field(Event.PERSON)).map(Value::text), acting, aliases);
    for (String name : new TreeSet<>(mapping.derived().keySet())) {
      Value value = named.containsKey(name) ? null : event.fields().get(name);
      if (value != null) {
        named.put(name, value);
        added.add(
            new Explanation.Field(
                name, value.text(), normalizer.derived().origin(name, slots, who, tables)));
      }
    }
    return added;
  }

  private String id(Slots slots, String index) {
    return switch (mapping.dedup()) {
      case ID -> normalizer.id().origin(slots, index).orElse("a hash of its bytes and its time");
      case CONTENT -> "a hash of its bytes and its time (dedup: content)";
      case NONE -> "where it stands (dedup: none)";
    };
  }

  private String activity(Slots slots, Optional<ActivityReader.Rule> rule) {
    Optional<String> given = normalizer.activity().givenBy(slots);
    if (given.isPresent()) {
      return given.get() + " of the record itself";
    }
    String type = normalizer.activity().type(slots).map(text -> "type " + text).orElse("no type");
    if (rule.isPresent()) {
      List<SourceMapping.Condition> when = rule.get().spec().when();
      return file
          + ":"
          + rule.get().spec().line()
          + ": "
          + type
          + (when.isEmpty()
              ? ""
              : ", " + String.join(", ", when.stream().map(Object::toString).toList()));
    }
    List<String> missed = normalizer.activity().missed(slots);
    return missed.isEmpty()
        ? "no rule of " + file + " has " + type
        : "no rule of " + file + " fits " + type + ": " + String.join("; ", missed);
  }

  private List<String> ignored(Slots slots) {
    List<String> ignored = new ArrayList<>();
    if (!mapping.everyLeaf()) {
      slots
          .leaves()
          .forEach(
              (path, values) -> {
                if (!normalizer.trie().asks(path)) {
                  ignored.add(
                      path + " = " + String.join(",", values.stream().map(Value::text).toList()));
                }
              });
    }
    return ignored;
  }
}
