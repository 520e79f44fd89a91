package dev.redthread.normalize;

import com.google.re2j.Pattern;
import dev.redthread.event.Activity;
import dev.redthread.event.ActorKind;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.ValueType;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the records of one log source become events: one entry of a file under {@code
 * config/sources}. The language is described in {@code docs/sources.md}.
 *
 * @param info what patterns need to know of the source
 * @param title for people
 * @param csv how records that are no JSON are written, where the source may have such
 * @param dedup what makes two records the same
 * @param everyLeaf whether every leaf of a record becomes a field under its path
 * @param records the top-level keys under which a response wraps a list of records
 * @param split the paths of a list of which each entry becomes an event of its own
 * @param lists the lists of names and values
 * @param embedded the paths of texts that hold JSON
 * @param pairs the paths of texts such as {@code {name=value, name=value}}
 * @param time where the event time stands, in order
 * @param lineAsTime whether a record without a time has its line number, in seconds
 * @param id where the native id stands, in order; the parts of one are joined
 * @param fields the fields by ECS name, each with where it is read from, in order
 * @param person the fields that can name the person, in order
 * @param links which names follow links, and what says whose they are
 * @param actors what tells actors that are no people
 * @param activity what tells the activity
 * @param pull how a job asks for the records itself; null where it cannot
 * @param derived fields that tables add to its events, by name
 */
public record SourceMapping(
    SourceInfo info,
    String title,
    @Nullable CsvReading csv,
    Dedup dedup,
    boolean everyLeaf,
    Set<String> records,
    List<String> split,
    List<NamedValues> lists,
    List<String> embedded,
    List<String> pairs,
    List<TimeReading> time,
    boolean lineAsTime,
    List<IdReading> id,
    Map<String, List<FieldReading>> fields,
    List<String> person,
    List<LinkReading> links,
    ActorReading actors,
    ActivityReading activity,
    @Nullable Pull pull,
    Map<String, DerivedField> derived)
    implements Serializable {

  public SourceMapping {
    records = Set.copyOf(records);
    split = List.copyOf(split);
    lists = List.copyOf(lists);
    embedded = List.copyOf(embedded);
    pairs = List.copyOf(pairs);
    time = List.copyOf(time);
    id = List.copyOf(id);
    fields = Map.copyOf(fields);
    person = List.copyOf(person);
    links = List.copyOf(links);
    derived = Map.copyOf(derived);
  }

  public String name() {
    return info.name();
  }

  /** Whether its events may say who acts. */
  boolean namesActors() {
    return !person.isEmpty() || !actors.rules().isEmpty();
  }

  /** The same, with every leaf of a record as a field under its path besides. */
  public SourceMapping withEveryLeaf() {
    return with(info, true, derived);
  }

  /** The same, with fields that tables add: those of which it has what is looked up in a table. */
  public SourceMapping with(List<DerivedField> others) {
    Map<String, DerivedField> added = new HashMap<>(derived);
    Set<String> names = new HashSet<>(info.fields());
    Map<String, ValueType> types = new HashMap<>(info.types());
    for (DerivedField other : others) {
      if (info.everyLogsource() || other.isOfOneOf(info.fields())) {
        added.put(other.name(), other);
        if (names.add(other.name())) {
          types.put(other.name(), other.type());
        }
      }
    }
    return with(info.with(names, types), everyLeaf, added);
  }

  private SourceMapping with(
      SourceInfo otherInfo, boolean leaves, Map<String, DerivedField> otherDerived) {
    return new SourceMapping(
        otherInfo,
        title,
        csv,
        dedup,
        leaves,
        records,
        split,
        lists,
        embedded,
        pairs,
        time,
        lineAsTime,
        id,
        fields,
        person,
        links,
        actors,
        activity,
        pull,
        otherDerived);
  }

  /** What makes two records of a source the same event. */
  public enum Dedup {
    /** The vendor's native id. */
    ID,
    /** Their bytes and their time; the id is a hash of both. */
    CONTENT,
    /** Nothing; the id is where the record stands. */
    NONE
  }

  /**
   * How the rows of CSV become records.
   *
   * @param header whether the first row names the columns
   * @param columns their names where it does not; a row may have fewer cells or more
   */
  public record CsvReading(boolean header, List<String> columns, char separator)
      implements Serializable {
    public CsvReading {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A list of objects that each hold a name and a value: its path continues with that name.
   *
   * @param name the key that holds the name
   * @param values the keys that hold the value; any other key stays a step of the path
   */
  public record NamedValues(String path, String name, Set<String> values) implements Serializable {
    public NamedValues {
      values = Set.copyOf(values);
    }
  }

  /** A place where the time may stand, and how it is written. */
  public record TimeReading(String path, TimeFormat format) implements Serializable {}

  /** Paths whose values, joined by {@code #}, are the native id. */
  public record IdReading(List<String> parts) implements Serializable {
    /** The part that is not a path but the place of the entry in the list that is split. */
    public static final String INDEX = "#index";

    /** The last reading, for records without an id: a hash of all of the record. */
    public static final IdReading CONTENT = new IdReading(List.of("#content"));

    public IdReading {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One way to read a field.
   *
   * @param paths where it stands; the first that has a value is taken
   * @param constant a fixed value instead
   * @param pattern what is taken out of a text: its first group, or all of it
   * @param values vendor values and what they become
   * @param otherwise what any other value becomes; absent means that it stays
   * @param absent texts that mean there is no value
   */
  public record FieldReading(
      List<String> paths,
      @Nullable String constant,
      @Nullable Pattern pattern,
      Map<String, String> values,
      @Nullable String otherwise,
      Set<String> absent,
      FieldKind kind)
      implements Serializable {
    public FieldReading {
      paths = List.copyOf(paths);
      values = Map.copyOf(values);
      absent = Set.copyOf(absent);
    }
  }

  /**
   * Names of which records say whose they are.
   *
   * @param namespace of which kind they are; the same in every mapping that has such names
   * @param name the field that holds such a name
   * @param person the field that names the person; null where no record of this mapping says so
   * @param when what must hold for a record to say so
   */
  public record LinkReading(
      String namespace, String name, @Nullable String person, List<Condition> when)
      implements Serializable {
    public LinkReading {
      when = List.copyOf(when);
    }
  }

  /**
   * What tells actors that are no people.
   *
   * @param vendor within whose ids theirs are
   * @param rules in order; the first that fits, and whose id is there, decides
   */
  public record ActorReading(String vendor, List<ActorRule> rules) implements Serializable {
    /** Whoever acts is a person. */
    static final ActorReading NONE = new ActorReading("", List.of());

    public ActorReading {
      rules = List.copyOf(rules);
    }
  }

  /**
   * When an actor is no person.
   *
   * @param line where it stands in its file, counted from 1
   * @param when what must hold
   * @param id the fields or raw paths that may hold its id, in order
   * @param owner the fields that may name the person whose it is, in order
   */
  public record ActorRule(
      int line, ActorKind kind, List<Condition> when, List<String> id, List<String> owner)
      implements Serializable {
    public ActorRule {
      when = List.copyOf(when);
      id = List.copyOf(id);
      owner = List.copyOf(owner);
    }
  }

  /**
   * What tells the activity of an event.
   *
   * @param given names under which a record carries an activity of ours as it is
   * @param type the name under which the vendor's type stands, or null where rules ask for none
   * @param rules in order; the first that fits decides
   */
  public record ActivityReading(List<String> given, @Nullable String type, List<ActivityRule> rules)
      implements Serializable {
    public ActivityReading {
      given = List.copyOf(given);
      rules = List.copyOf(rules);
    }

    /** Whether some event may have an activity. */
    boolean mayBe(Activity asked) {
      return !given.isEmpty() || rules.stream().anyMatch(rule -> rule.activity() == asked);
    }
  }

  /**
   * Vendor types that mean an activity.
   *
   * @param line where it stands in its file, counted from 1
   * @param types exact, or with {@code *} at the end; empty fits every type
   * @param when what else must hold
   * @param person the fields that name the person instead of the mapping's, for activities that
   *     happen to somebody else than the one who acts
   */
  public record ActivityRule(
      int line, List<String> types, List<Condition> when, Activity activity, List<String> person)
      implements Serializable {
    public ActivityRule {
      types = List.copyOf(types);
      when = List.copyOf(when);
      person = List.copyOf(person);
    }

    boolean hasType(String type) {
      if (types.isEmpty()) {
        return true;
      }
      for (String known : types) {
        if (fits(known, type)) {
          return true;
        }
      }
      return false;
    }

    private static boolean fits(String known, String type) {
      return known.endsWith("*")
          ? type.startsWith(known.substring(0, known.length() - 1))
          : known.equals(type);
    }
  }

  /**
   * A test of one name: a field of this mapping, else a raw path. Texts compare without regard to
   * case.
   *
   * @param operands what it is tested against; for {@link Check#SAME_AS} and its opposite other
   *     names
   * @param negated whether the test must fail
   */
  public record Condition(String name, Check check, List<String> operands, boolean negated)
      implements Serializable {
    public Condition {
      operands = List.copyOf(operands);
    }

    /** The condition in words, e.g. {@code outcome.result is FAILURE or DENY}. */
    @Override
    public String toString() {
      String not = negated ? "not " : "";
      return switch (check) {
        case IS -> name + " is " + not + String.join(" or ", operands);
        case CONTAINS ->
            name + (negated ? " does not contain " : " contains ") + String.join(" or ", operands);
        case STARTS_WITH -> name + " begins with " + String.join(" or ", operands);
        case EXISTS -> name + (negated ? " is absent" : " is there");
        case SAME_AS -> name + " is the same as " + String.join(" or ", operands);
        case DIFFERS_FROM -> name + " differs from " + String.join(" and ", operands);
      };
    }
  }

  /** How a condition tests. */
  public enum Check {
    IS,
    CONTAINS,
    STARTS_WITH,
    EXISTS,
    /** Both names are present and have the same value. */
    SAME_AS,
    /** Both names are present and their values differ. */
    DIFFERS_FROM
  }
}
