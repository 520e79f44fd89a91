package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Condition;
import dev.redthread.pattern.model.Detection;
import dev.redthread.pattern.model.Selection;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the selections and the condition of a detection, and checks that they fit together. */
final class DetectionReader {
  private final Diagnostics diagnostics;

  DetectionReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param apart keys of the block that are neither selections nor the condition
   */
  Detection read(String what, YamlNode.Mapping block, List<String> apart) {
    MapReader map = new MapReader(what, block, diagnostics);
    YamlNode condition = map.required("condition");
    if (apart.contains("timeframe")) {
      map.refuse(
          Code.SIGMA_1,
          "timeframe",
          "Sigma 2 has no time frame in a detection (`timeframe`)",
          "it is the `timespan` of a correlation; `./redthread convert` writes it");
    }
    List<Detection.Named> selections = new ArrayList<>();
    for (YamlNode.Entry entry : block.entries()) {
      String name = entry.key().text();
      if (!name.equals("condition") && !apart.contains(name)) {
        Word word = new Word(entry.key().place(), name);
        selections.add(new Detection.Named(word, selection(name, entry)));
      }
    }
    List<Condition> conditions = condition == null ? List.of() : conditions(condition);
    Detection detection = new Detection(selections, conditions);
    if (selections.isEmpty()) {
      diagnostics.error(Code.MISSING_KEY, map.place(), what + " needs a selection");
    } else if (condition != null) {
      names(detection);
    }
    return detection;
  }

  private List<Condition> conditions(YamlNode node) {
    List<Condition> conditions = new ArrayList<>();
    List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Scalar scalar && scalar.kind() != YamlNode.Kind.NULL) {
        new ConditionParser(scalar, diagnostics).parse().ifPresent(conditions::add);
      } else {
        diagnostics.error(
            Code.WRONG_TYPE, item.place(), "`condition` must be a text, not " + item.what());
      }
    }
    if (items.isEmpty()) {
      diagnostics.error(Code.BAD_CONDITION, node.place(), "the condition is empty");
    }
    return conditions;
  }

  private Selection selection(String name, YamlNode.Entry entry) {
    Selection selection = selection(name, entry.value());
    boolean empty =
        (selection instanceof Selection.AllOf all && all.parts().isEmpty())
            || (selection instanceof Selection.AnyOf any && any.parts().isEmpty());
    if (empty) {
      diagnostics.error(
          Code.BAD_VALUE, entry.key().place(), "the selection `" + name + "` is empty");
    }
    return selection;
  }

  private Selection selection(String name, YamlNode node) {
    if (node instanceof YamlNode.Mapping map) {
      return new Selection.AllOf(map.entries().stream().map(this::item).toList());
    }
    if (node instanceof YamlNode.Sequence list) {
      List<Selection> parts = new ArrayList<>();
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Sequence) {
          diagnostics.error(
              Code.WRONG_TYPE, item.place(), "a selection is a list of maps or of keywords");
        } else {
          parts.add(selection(name, item));
        }
      }
      return new Selection.AnyOf(parts);
    }
    YamlNode.Scalar keyword = (YamlNode.Scalar) node;
    if (keyword.kind() == YamlNode.Kind.NULL) {
      diagnostics.error(Code.BAD_VALUE, node.place(), "`" + name + "` selects nothing");
    }
    return new Selection.Item(new Word(node.place(), ""), List.of(), List.of(keyword));
  }

  private Selection item(YamlNode.Entry entry) {
    String[] parts = entry.key().text().split("\\|", -1);
    List<Word> modifiers = new ArrayList<>();
    int at = parts[0].length() + 1;
    for (int i = 1; i < parts.length; i++) {
      modifiers.add(new Word(entry.key().placeAt(at), parts[i]));
      at += parts[i].length() + 1;
    }
    if (parts[0].isEmpty() && parts.length == 1) {
      diagnostics.error(Code.BAD_VALUE, entry.key().place(), "a field needs a name");
    }
    Word field = new Word(entry.key().place(), parts[0]);
    return new Selection.Item(field, modifiers, values(field, entry.value()));
  }

  private List<YamlNode.Scalar> values(Word field, YamlNode node) {
    List<YamlNode.Scalar> values = new ArrayList<>();
    List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Scalar scalar) {
        values.add(scalar);
      } else {
        diagnostics.error(
            Code.WRONG_TYPE,
            item.place(),
            "the field `" + field.text() + "` takes values, not " + item.what(),
            item instanceof YamlNode.Mapping ? "write nested fields with dots: a.b" : null);
      }
    }
    if (items.isEmpty()) {
      diagnostics.error(
          Code.BAD_VALUE, node.place(), "the field `" + field.text() + "` has no values");
    }
    return values;
  }

  private void names(Detection detection) {
    Set<String> used = new HashSet<>();
    detection.conditions().forEach(condition -> names(condition, detection, used));
    for (Detection.Named named : detection.selections()) {
      String name = named.name().text();
      if (!used.contains(name) && !name.startsWith("_") && !detection.conditions().isEmpty()) {
        diagnostics.warn(
            Code.UNUSED_SELECTION,
            named.name().place(),
            "the condition does not use the selection `" + name + "`");
      }
    }
  }

  private void names(Condition condition, Detection detection, Set<String> used) {
    if (condition instanceof Condition.Both both) {
      both.parts().forEach(part -> names(part, detection, used));
    } else if (condition instanceof Condition.Either either) {
      either.parts().forEach(part -> names(part, detection, used));
    } else if (condition instanceof Condition.Negated negated) {
      names(negated.part(), detection, used);
    } else if (condition instanceof Condition.Name name) {
      used.add(name.name().text());
      if (detection.selection(name.name().text()).isEmpty()) {
        unknown(name.name(), detection);
      }
    } else if (condition instanceof Condition.Quantified quantified) {
      List<String> covered =
          detection.selections().stream()
              .map(named -> named.name().text())
              .filter(quantified::covers)
              .toList();
      used.addAll(covered);
      if (covered.isEmpty()) {
        unknown(quantified.glob(), detection);
      }
    }
  }

  private void unknown(Word name, Detection detection) {
    List<String> known = detection.selections().stream().map(named -> named.name().text()).toList();
    diagnostics.error(
        Code.UNKNOWN_SELECTION,
        name.place(),
        name.text().contains("*")
            ? "no selection fits `" + name.text() + "`"
            : "there is no selection `" + name.text() + "`",
        NearestName.hint(name.text(), known));
  }
}
