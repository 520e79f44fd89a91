package dev.redthread.pattern.convert;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.yaml.YamlReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Converts a file: aggregations behind a pipe become correlations that refer to the rule, and
 * collections ({@code action: global}, {@code repeat}, {@code reset}) become whole documents.
 *
 * <p><i>Source:</i> Sigma 1's specification of conditions and rule collections.
 */
public final class Sigma1 {
  private static final int LONGEST_NAME = 60;

  private final String file;
  private final Diagnostics diagnostics;
  private final Set<String> names = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final List<Node> converted = new ArrayList<>();

  private Sigma1(String file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /**
   * The file in Sigma 2.
   *
   * <p><i>Errors:</i> what cannot be converted is reported and stands in the text as it was; of a
   * file that is no YAML the text is empty.
   *
   * @param file its name in diagnostics
   */
  public static String convert(String file, String text, Diagnostics diagnostics) {
    int before = diagnostics.errors();
    new YamlReader(file, diagnostics).read(text);
    if (diagnostics.errors() > before) {
      return "";
    }
    Sigma1 conversion = new Sigma1(file, diagnostics);
    try {
      conversion.documents(text);
    } catch (MarkedYAMLException e) {
      diagnostics.error(Code.YAML_SYNTAX, Place.ofFile(file), String.valueOf(e.getProblem()));
    } catch (YAMLException e) {
      diagnostics.error(Code.YAML_LIMIT, Place.ofFile(file), String.valueOf(e.getMessage()));
    }
    return conversion.text();
  }

  private static Yaml yaml() {
    LoaderOptions options = YamlReader.options();
    options.setProcessComments(true);
    DumperOptions style = new DumperOptions();
    style.setProcessComments(true);
    style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    style.setWidth(1_000);
    style.setIndent(4);
    style.setIndicatorIndent(2);
    style.setIndentWithIndicator(true);
    return new Yaml(new SafeConstructor(options), new Representer(style), style, options);
  }

  private void documents(String text) {
    MappingNode global = null;
    MappingNode previous = null;
    for (Node node : yaml().composeAll(new StringReader(text))) {
      if (!(node instanceof MappingNode document)) {
        converted.add(node);
        continue;
      }
      String action = Nodes.text(Nodes.get(document, "action"));
      MappingNode own = Nodes.without(document, "action");
      if (action == null) {
        previous = Nodes.merged(global, document);
      } else if (action.equals("global")) {
        global = Nodes.merged(global, own);
        continue;
      } else if (action.equals("repeat") && previous != null) {
        previous = Nodes.merged(previous, own);
      } else if (action.equals("reset")) {
        global = null;
        if (own.getValue().isEmpty()) {
          continue;
        }
        previous = own;
      } else {
        error(document, "`action: " + action + "` has nothing to refer to here");
        converted.add(document);
        continue;
      }
      rule(withOwnId(previous));
    }
  }

  /** The document, with an id of its own where another document of the file has it. */
  private MappingNode withOwnId(MappingNode document) {
    String id = Nodes.text(Nodes.get(document, "id"));
    if (id == null || ids.add(id)) {
      return document;
    }
    String other = derived(id + converted.size());
    ids.add(other);
    return Nodes.with(document, "id", Nodes.plain(other), "title");
  }

  /** An id that is the same whenever the same file is converted. */
  private static String derived(String from) {
    return UUID.nameUUIDFromBytes(from.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void rule(MappingNode document) {
    Node detection = Nodes.get(document, "detection");
    Node condition = detection instanceof MappingNode map ? Nodes.get(map, "condition") : null;
    String text = Nodes.text(condition);
    if (condition instanceof SequenceNode list
        && list.getValue().stream().anyMatch(each -> hasPipe(Nodes.text(each)))) {
      error(condition, "a list of conditions with aggregations; write a rule for each");
      converted.add(document);
    } else if (detection instanceof MappingNode map && condition != null && hasPipe(text)) {
      try {
        correlation(document, map, (ScalarNode) condition);
      } catch (CannotConvertException cannot) {
        error(condition, cannot.reason());
        converted.add(document);
      }
    } else if (detection instanceof MappingNode map && Nodes.get(map, "timeframe") != null) {
      Node without = Nodes.without(map, "timeframe");
      converted.add(Nodes.with(document, "detection", without, ""));
    } else {
      converted.add(document);
    }
  }

  private static boolean hasPipe(@Nullable String text) {
    return text != null && text.indexOf('|') >= 0;
  }

  private void correlation(MappingNode document, MappingNode detection, ScalarNode condition) {
    String text = condition.getValue();
    int pipe = text.indexOf('|');
    Aggregation aggregation = Aggregation.parse(text.substring(pipe + 1));
    String timeframe = Nodes.text(Nodes.get(detection, "timeframe"));
    if (timeframe == null || !timeframe.matches("[0-9]{1,9}[smhd]")) {
      throw new CannotConvertException(
          timeframe == null
              ? "nothing says how long is counted; add `timeframe`"
              : "`" + timeframe + "` is no timespan of Sigma 2: a number and one of s, m, h, d");
    }
    String title = String.valueOf(Nodes.text(Nodes.get(document, "title")));
    String name = Nodes.text(Nodes.get(document, "name"));
    String known = name == null ? name(title) : name;
    MappingNode rule = Nodes.without(detection, "timeframe");
    rule = Nodes.with(rule, "condition", Nodes.plain(text.substring(0, pipe).strip()), "");
    MappingNode event = Nodes.with(document, "name", Nodes.plain(known), "title");
    converted.add(Nodes.with(event, "detection", rule, ""));
    converted.add(related(document, title, known, timeframe, aggregation));
  }

  private static MappingNode related(
      MappingNode document, String title, String name, String timespan, Aggregation aggregation) {
    MappingNode bounds = Nodes.map();
    if (aggregation.field() != null) {
      bounds = Nodes.with(bounds, "field", Nodes.plain(aggregation.field()), "");
    }
    bounds = Nodes.with(bounds, aggregation.relation(), Nodes.number(aggregation.number()), "");
    MappingNode body = Nodes.map();
    body = Nodes.with(body, "type", Nodes.plain(aggregation.type()), "");
    body = Nodes.with(body, "rules", Nodes.list(List.of(name)), "");
    body = Nodes.with(body, "group-by", Nodes.list(aggregation.groupBy()), "");
    body = Nodes.with(body, "timespan", Nodes.plain(timespan), "");
    body = Nodes.with(body, "condition", bounds, "");
    MappingNode whole = Nodes.map();
    whole = Nodes.with(whole, "title", Nodes.plain(title), "");
    String id = Nodes.text(Nodes.get(document, "id"));
    String own = derived((id == null ? name : id) + " " + aggregation);
    whole = Nodes.with(whole, "id", Nodes.plain(own), "");
    for (String key : List.of("status", "level", "tags", "falsepositives")) {
      Node value = Nodes.get(document, key);
      whole = value == null ? whole : Nodes.with(whole, key, value, "");
    }
    return Nodes.with(whole, "correlation", body, "");
  }

  /** A name for a rule that has none, out of its title. */
  private String name(String title) {
    String plain = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    plain = plain.substring(0, Math.min(plain.length(), LONGEST_NAME)).replaceAll("^_+|_+$", "");
    String name = plain.isEmpty() ? "rule" : plain;
    for (int i = 2; !names.add(name); i++) {
      name = plain + "_" + i;
    }
    return name;
  }

  private void error(Node at, String message) {
    Place place =
        new Place(file, at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1);
    diagnostics.error(Code.SIGMA_1, place, message, "the document is left as it was");
  }

  private String text() {
    StringWriter out = new StringWriter();
    for (int i = 0; i < converted.size(); i++) {
      out.append(i == 0 ? "" : "---\n");
      yaml().serialize(converted.get(i), out);
    }
    return out.toString();
  }
}
