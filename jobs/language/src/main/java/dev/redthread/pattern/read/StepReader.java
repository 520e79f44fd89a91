package dev.redthread.pattern.read;

import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the steps of a sequence: each a map of one name to what the step asks, or of {@code
 * any-order} to a list of steps.
 */
final class StepReader {
  private static final Pattern TIMES = Pattern.compile("([0-9]{1,6})(\\.\\.([0-9]{1,6})?)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

  private static final String GROUP = "any-order";
  private static final int MOST_IN_GROUP = 8;

  private final Diagnostics diagnostics;
  private final Set<String> names = new HashSet<>();
  private int absences;
  private int groups;

  StepReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<Body.Stage> read(YamlNode.Sequence list) {
    List<Body.Stage> stages = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (item instanceof YamlNode.Mapping map
          && map.entries().size() == 1
          && map.entries().get(0).key().text().equals(GROUP)) {
        stages.addAll(group(map.entries().get(0).key(), map.entries().get(0).value()));
        continue;
      }
      Body.Stage stage = item(item, null);
      if (stage != null) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private List<Body.Stage> group(YamlNode.Scalar key, YamlNode value) {
    List<Body.Stage> stages = new ArrayList<>();
    if (!(value instanceof YamlNode.Sequence list)) {
      diagnostics.error(
          Code.WRONG_TYPE,
          value.place(),
          "`" + GROUP + "` must be a list of steps, not " + value.what());
      return stages;
    }
    groups++;
    for (YamlNode item : list.items()) {
      Body.Stage stage = item(item, groups);
      if (stage != null) {
        stages.add(stage);
      }
    }
    if (list.items().size() < 2 || list.items().size() > MOST_IN_GROUP) {
      diagnostics.error(
          Code.BAD_VALUE,
          key.place(),
          "`" + GROUP + "` holds 2 to " + MOST_IN_GROUP + " steps, not " + list.items().size());
    }
    return stages;
  }

  private Body.@Nullable Stage item(YamlNode item, @Nullable Integer group) {
    if (!(item instanceof YamlNode.Mapping map) || map.entries().size() != 1) {
      diagnostics.error(
          Code.WRONG_TYPE,
          item.place(),
          "a step is one name and what it asks",
          "- login: {rule: risky_login}");
      return null;
    }
    YamlNode.Scalar key = map.entries().get(0).key();
    YamlNode value = map.entries().get(0).value();
    if (group != null && key.text().equals(GROUP)) {
      diagnostics.error(
          Code.BAD_VALUE, key.place(), "`" + GROUP + "` cannot stand in another `" + GROUP + "`");
      return null;
    }
    if (!(value instanceof YamlNode.Mapping block)) {
      diagnostics.error(
          Code.WRONG_TYPE,
          value.place(),
          "the step `" + key.text() + "` must be a map, not " + value.what(),
          value instanceof YamlNode.Sequence
              ? "steps in any order stand under `" + GROUP + "`"
              : "- " + key.text() + ": {rule: the_rule}");
      return null;
    }
    if (!key.text().equals("not")) {
      return step(key, block, group);
    }
    if (group != null) {
      diagnostics.error(
          Code.BAD_VALUE,
          key.place(),
          "a `not` cannot stand in `" + GROUP + "`, where no step is before or after another",
          "before it or after it, it covers the gap to the next step");
      return null;
    }
    return absence(key, block);
  }

  private Body.Stage absence(YamlNode.Scalar key, YamlNode.Mapping block) {
    MapReader map = new MapReader(Block.NOT, block, diagnostics);
    List<Word> rules = rules(map);
    Long within = map.duration("within");
    YamlNode.Scalar where = where(map);
    map.done();
    String name = ++absences == 1 ? "not" : "not#" + absences;
    return new Body.Stage(
        new Word(key.place(), name),
        rules,
        Step.Kind.NOT,
        0,
        1,
        1,
        within,
        null,
        List.of(),
        where,
        null);
  }

  private Body.Stage step(YamlNode.Scalar key, YamlNode.Mapping block, @Nullable Integer group) {
    name(key);
    MapReader map = new MapReader(Block.STEP, block, diagnostics);
    List<Word> rules = rules(map);
    boolean optional = map.flag("optional");
    int risk = (int) map.whole("risk", 0, 100).orElse(0);
    if (risk > 0 && !optional) {
      diagnostics.error(
          Code.BAD_VALUE,
          map.placeOf("risk"),
          "`risk` belongs to an optional step",
          "the risk of the sequence itself stands in the redthread block");
    }
    Times times = times(map);
    Long within = map.duration("within");
    Long span = map.duration("span");
    boolean plain = times.least == 1 && Integer.valueOf(1).equals(times.most);
    if (span != null && plain) {
      diagnostics.error(
          Code.CONTRADICTORY_TIMES,
          map.placeOf("span"),
          "`span` is the length of a repetition, and this step has none",
          "add `times`, or write `within` for the distance from the step before");
    }
    YamlNode.Scalar where = where(map);
    List<Word> fields = map.words("group-by");
    if (fields != null && fields.isEmpty()) {
      diagnostics.error(Code.BAD_VALUE, map.placeOf("group-by"), "`group-by` names no field");
    }
    map.done();
    if (group != null && optional && !plain) {
      diagnostics.error(
          Code.NOT_YET,
          map.placeOf("times"),
          "an optional repetition in `" + GROUP + "` cannot be honoured yet",
          "let a correlation count, as an optional step without `times`; or put it beside the group");
    }
    Step.Kind kind = optional ? Step.Kind.OPTIONAL : Step.Kind.MANDATORY;
    Word name = new Word(key.place(), key.text());
    return new Body.Stage(
        name,
        rules,
        kind,
        risk,
        times.least,
        times.most,
        within,
        span,
        fields == null ? List.of() : fields,
        where,
        group);
  }

  private static YamlNode.@Nullable Scalar where(MapReader map) {
    YamlNode node = map.node("where");
    if (node instanceof YamlNode.Scalar scalar && scalar.kind() != YamlNode.Kind.NULL) {
      return scalar;
    }
    if (node != null) {
      map.wrongType("where", node, "an expression");
    }
    return null;
  }

  private void name(YamlNode.Scalar key) {
    if (!NAME.matcher(key.text()).matches()) {
      diagnostics.error(
          Code.BAD_VALUE,
          key.place(),
          "`" + key.text() + "` is no name for a step",
          "letters, digits, `_` and `-`, at most 64");
    } else if (!names.add(key.text())) {
      diagnostics.error(
          Code.DUPLICATE_NAME, key.place(), "two steps are called `" + key.text() + "`");
    }
  }

  private List<Word> rules(MapReader map) {
    List<Word> rule = map.words("rule");
    List<Word> rules = map.words("rules");
    if ((rule == null) == (rules == null)) {
      diagnostics.error(Code.MISSING_KEY, map.place(), "a step needs either `rule` or `rules`");
      return List.of();
    }
    List<Word> words = rule == null ? rules : rule;
    if (words == null || words.isEmpty()) {
      diagnostics.error(Code.BAD_VALUE, map.place(), "a step names at least one rule");
      return List.of();
    }
    return words;
  }

  private Times times(MapReader map) {
    YamlNode node = map.node("times");
    if (node == null) {
      return new Times(1, 1);
    }
    Matcher matcher = TIMES.matcher(node instanceof YamlNode.Scalar s ? s.text() : "");
    if (!matcher.matches()) {
      return wrongTimes(node.place(), "`times` is a number or a range");
    }
    int least = Integer.parseInt(matcher.group(1));
    Integer most = matcher.group(2) == null ? Integer.valueOf(least) : null;
    if (matcher.group(3) != null) {
      most = Integer.valueOf(matcher.group(3));
    }
    if (least < 1 || (most != null && most < least)) {
      return wrongTimes(node.place(), "`times` counts up, from at least 1");
    }
    return new Times(least, most);
  }

  private Times wrongTimes(Place place, String message) {
    diagnostics.error(Code.BAD_VALUE, place, message, "times: 3, 3..5 or 3..");
    return new Times(1, null);
  }

  private record Times(int least, @Nullable Integer most) {}
}
