package dev.redthread.normalize;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.redthread.event.Activity;
import dev.redthread.event.Actor;
import dev.redthread.event.Event;
import dev.redthread.event.LinkedNames;
import dev.redthread.event.Logsource;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.ValueType;
import dev.redthread.normalize.SourceMapping.ActivityReading;
import dev.redthread.normalize.SourceMapping.ActorReading;
import dev.redthread.normalize.SourceMapping.CsvReading;
import dev.redthread.normalize.SourceMapping.Dedup;
import dev.redthread.normalize.SourceMapping.FieldReading;
import dev.redthread.normalize.SourceMapping.IdReading;
import dev.redthread.normalize.SourceMapping.LinkReading;
import dev.redthread.normalize.SourceMapping.NamedValues;
import dev.redthread.normalize.SourceMapping.TimeReading;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads one file of {@code config/sources} into a {@link SourceMapping} for each source it names.
 *
 * <p><i>Errors:</i> every problem of the file is added to the list it was made with; what is read
 * is meaningful only when there is none.
 */
final class MappingReader {
  private static final Set<String> RECORD_PARTS = Set.of("activity", "event.id", "event.dataset");

  private final String file;
  private final List<Problem> problems;

  MappingReader(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  List<SourceMapping> read(String yaml) {
    @Nullable Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.add(
          new Problem(
              file,
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              "this is not YAML: " + e.getProblem()));
      return List.of();
    } catch (YAMLException e) {
      problems.add(new Problem(file, 1, 1, "this is not YAML: " + e.getMessage()));
      return List.of();
    }
    if (root == null) {
      problems.add(new Problem(file, 1, 1, "the file is empty: it must name its sources"));
      return List.of();
    }
    return mappings(new Section(file, root, problems));
  }

  private List<SourceMapping> mappings(Section root) {
    @Nullable CsvReading csv = root.section("csv").map(MappingReader::csv).orElse(null);
    Dedup dedup = dedup(root);
    boolean everyLeaf = root.flag("every_leaf");
    Set<String> records = new LinkedHashSet<>(root.texts("records"));
    List<String> split = root.texts("split");
    List<NamedValues> lists = root.sections("lists").stream().map(this::namedValues).toList();
    List<String> embedded = root.texts("embedded");
    List<String> pairs = root.texts("pairs");
    boolean lineAsTime = root.flag("line_as_time");
    List<TimeReading> time = times(root, lineAsTime);
    List<IdReading> id = ids(root, dedup);
    Map<String, String> aliases = root.textMap("aliases");
    Map<String, List<FieldReading>> fields = fields(root);
    List<String> person = known(root, "person", fields);
    List<LinkReading> links = LinksSection.read(root, fields);
    ActorReading actors = ActorSection.read(root, fields);
    ActivityReading activity = ActivitySection.read(root, fields);
    Set<String> names = new LinkedHashSet<>(fields.keySet());
    Map<String, ValueType> types = types(fields);
    if (!person.isEmpty() || !actors.rules().isEmpty()) {
      names.add(Event.PERSON);
      names.addAll(Actor.FIELDS);
      Actor.FIELDS.forEach(field -> types.put(field, ValueType.TEXT));
    }
    Optional<Pull> pull = root.section("pull").map(PullBlock::read);
    if (pull.isPresent() && dedup == Dedup.NONE) {
      root.problem(
          root.at("dedup"), "what is pulled may come twice: dedup must be id or content with pull");
    }
    List<SourceMapping> mappings = new ArrayList<>();
    if (!root.has("sources")) {
      root.problem("the key sources is missing: list the names that this mapping serves");
    }
    for (Section source : root.sections("sources")) {
      String title = source.needed("title");
      @Nullable Pull pulled = pull.map(block -> PullBlock.ofSource(block, source)).orElse(null);
      SourceInfo info =
          info(
              source,
              names,
              aliases,
              types,
              activity.mayBe(Activity.DEVICE_LINKED),
              LinksSection.names(links));
      mappings.add(
          new SourceMapping(
              info,
              title,
              csv,
              dedup,
              everyLeaf,
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
              pulled,
              Map.of()));
    }
    root.close();
    return mappings;
  }

  /** What the values of each field are, where all its readings agree. */
  private static Map<String, ValueType> types(Map<String, List<FieldReading>> fields) {
    Map<String, ValueType> types = new HashMap<>();
    fields.forEach(
        (name, readings) -> {
          List<Optional<ValueType>> each =
              readings.stream().map(reading -> reading.kind().type()).distinct().toList();
          if (each.size() == 1) {
            each.get(0).ifPresent(type -> types.put(name, type));
          }
        });
    return types;
  }

  private SourceInfo info(
      Section source,
      Set<String> fields,
      Map<String, String> aliases,
      Map<String, ValueType> types,
      boolean linksDevices,
      LinkedNames linkedNames) {
    String name = source.needed("name");
    List<Logsource> logsources = new ArrayList<>();
    for (Section offered : source.sections("logsources")) {
      logsources.add(
          new Logsource(
              offered.text("category").orElse(null),
              offered.text("product").orElse(null),
              offered.text("service").orElse(null)));
      offered.close();
    }
    boolean every = source.flag("every_logsource");
    Optional<Section> delay = source.section("delay");
    if (delay.isEmpty()) {
      source.problem("the key delay is missing: add delay: {typical: 1m, max: 10m}");
    }
    int before = problems.size();
    SourceInfo info =
        new SourceInfo(
            name,
            logsources,
            every,
            delay.map(section -> section.duration("typical")).orElse(Duration.ZERO),
            delay.map(section -> section.duration("max")).orElse(Duration.ZERO),
            fields,
            aliases,
            types,
            linksDevices && (every || fields.contains(Event.DEVICE)),
            linkedNames);
    if (problems.size() == before && info.typicalDelay().compareTo(info.maxDelay()) > 0) {
      source.problem("the typical delay is longer than the longest: swap or correct them");
    }
    delay.ifPresent(Section::close);
    source.close();
    return info;
  }

  private static CsvReading csv(Section csv) {
    boolean header = csv.flag("header");
    List<String> columns = csv.texts("columns");
    if (header != columns.isEmpty()) {
      csv.problem(
          "the columns of CSV have their names from its first line or from here: write header: true"
              + " or columns: […], not both");
    }
    String separator = csv.text("separator").orElse(",");
    if (separator.length() != 1 || separator.charAt(0) > 127 || separator.equals("\"")) {
      csv.problem("separator must be one character, such as ',' or ';'");
      separator = ",";
    }
    csv.close();
    return new CsvReading(header, columns, separator.charAt(0));
  }

  private Dedup dedup(Section root) {
    String text = root.needed("dedup");
    for (Dedup dedup : Dedup.values()) {
      if (dedup.name().toLowerCase(Locale.ROOT).equals(text)) {
        return dedup;
      }
    }
    if (root.has("dedup")) {
      root.problem(root.at("dedup"), "dedup must be id, content or none");
    }
    return Dedup.NONE;
  }

  private NamedValues namedValues(Section list) {
    NamedValues named =
        new NamedValues(
            list.needed("path"), list.needed("name"), new LinkedHashSet<>(list.texts("value")));
    list.close();
    return named;
  }

  private List<TimeReading> times(Section root, boolean lineAsTime) {
    if (!root.has("time")) {
      if (!lineAsTime) {
        root.problem("the key time is missing: say where the event time stands");
      }
      return List.of();
    }
    List<TimeReading> times = new ArrayList<>();
    for (Section time : root.sections("time")) {
      String path = time.needed("path");
      List<String> formats = time.texts("format");
      for (String format : formats.isEmpty() ? List.of("iso") : formats) {
        try {
          times.add(new TimeReading(path, TimeFormat.of(format)));
        } catch (IllegalArgumentException e) {
          time.problem(
              time.at("format"),
              "format must be iso, epoch_s, epoch_ms, epoch or a pattern such as"
                  + " 'M/d/yyyy h:mm:ss a': "
                  + e.getMessage());
        }
      }
      time.close();
    }
    return times;
  }

  private List<IdReading> ids(Section root, Dedup dedup) {
    if (!root.has("id")) {
      if (dedup == Dedup.ID) {
        root.problem("the key id is missing: dedup: id needs the path of the native id");
      }
      return List.of();
    }
    List<IdReading> ids = new ArrayList<>();
    for (Node item : Section.items(root.at("id"))) {
      // A list inside the list is one id of several parts.
      List<String> parts = root.texts(item);
      if (!parts.isEmpty()) {
        ids.add(new IdReading(parts));
      }
    }
    int content = ids.indexOf(IdReading.CONTENT);
    if (content >= 0 && (content < ids.size() - 1 || content == 0)) {
      root.problem(
          root.at("id"),
          "#content stands last, after the places of an id; without such places write dedup: content");
    }
    return ids;
  }

  private Map<String, List<FieldReading>> fields(Section root) {
    Map<String, List<FieldReading>> fields = new LinkedHashMap<>();
    Optional<Section> section = root.section("fields");
    if (section.isEmpty()) {
      return fields;
    }
    for (String name : section.get().keys()) {
      Node value = section.get().at(name);
      if (RECORD_PARTS.contains(name)) {
        root.problem(value, name + " is not a field: use the keys activity, id and sources");
      }
      if (Actor.FIELDS.contains(name)) {
        root.problem(value, name + " is not read from records as it is: use the key actors");
      }
      List<FieldReading> readings = new ArrayList<>();
      boolean several =
          value instanceof SequenceNode sequence
              && sequence.getValue().stream().anyMatch(item -> item instanceof MappingNode);
      if (several) {
        Section.items(value).forEach(item -> readings.add(reading(root, item)));
      } else {
        readings.add(reading(root, value));
      }
      fields.put(name, List.copyOf(readings));
    }
    return fields;
  }

  private FieldReading reading(Section root, Node value) {
    if (!(value instanceof MappingNode)) {
      return new FieldReading(
          root.texts(value), null, null, Map.of(), null, Set.of(), FieldKind.ANY);
    }
    Section field = root.inner(value);
    List<String> paths = field.texts("path");
    @Nullable String constant = field.text("constant").orElse(null);
    if (paths.isEmpty() == (constant == null)) {
      field.problem("a field has either a path or a constant: give one of them");
    }
    FieldReading reading =
        new FieldReading(
            paths,
            constant,
            pattern(field),
            field.textMap("values"),
            field.text("otherwise").orElse(null),
            new LinkedHashSet<>(field.texts("absent")),
            kind(field));
    field.close();
    return reading;
  }

  private static @Nullable Pattern pattern(Section field) {
    Optional<String> written = field.text("regex");
    if (written.isEmpty()) {
      return null;
    }
    try {
      return Pattern.compile(written.get());
    } catch (PatternSyntaxException e) {
      field.problem(field.at("regex"), "this is no regular expression of RE2: " + e.getMessage());
      return null;
    }
  }

  private static FieldKind kind(Section field) {
    Optional<String> text = field.text("kind");
    if (text.isEmpty()) {
      return FieldKind.ANY;
    }
    List<String> names = new ArrayList<>();
    for (FieldKind kind : FieldKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      if (name.equals(text.get())) {
        return kind;
      }
      names.add(name);
    }
    field.problem(field.at("kind"), "kind must be one of " + String.join(", ", names));
    return FieldKind.ANY;
  }

  /** A list of names that must be fields of this mapping. */
  static List<String> known(Section section, String key, Map<String, List<FieldReading>> fields) {
    List<String> names = section.texts(key);
    for (String name : names) {
      if (!fields.containsKey(name)) {
        section.problem(
            section.at(key), name + " is not a field of this mapping: add it under fields");
      }
    }
    return names;
  }
}
