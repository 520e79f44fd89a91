package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what placeholders stand for. */
final class PlaceholdersReader {
  private final Diagnostics diagnostics;

  PlaceholdersReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Body read(MapReader document) {
    YamlNode.Mapping block = document.mapping("placeholders").orElse(null);
    if (block == null) {
      return null;
    }
    List<Body.Placeholders.ValueList> lists = new ArrayList<>();
    for (YamlNode.Entry entry : block.entries()) {
      String name = entry.key().text();
      if (!Body.Placeholders.NAME.matcher(name).matches()) {
        diagnostics.error(
            Code.BAD_VALUE,
            entry.key().place(),
            "`" + name + "` is no name of a placeholder",
            "without percent signs, blanks, backslashes and wildcards");
      }
      Word word = new Word(entry.key().place(), name);
      lists.add(new Body.Placeholders.ValueList(word, values(name, entry.value())));
    }
    return new Body.Placeholders(lists);
  }

  private List<YamlNode.Scalar> values(String name, YamlNode node) {
    List<YamlNode> items = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    List<YamlNode.Scalar> values = new ArrayList<>();
    for (YamlNode item : items) {
      if (item instanceof YamlNode.Scalar value && value.kind() != YamlNode.Kind.NULL) {
        values.add(value);
      } else {
        diagnostics.error(
            Code.WRONG_TYPE,
            item.place(),
            "the placeholder `" + name + "` stands for values, not for " + item.what());
      }
    }
    if (items.isEmpty()) {
      diagnostics.error(
          Code.BAD_VALUE, node.place(), "the placeholder `" + name + "` stands for nothing");
    }
    return values;
  }
}
