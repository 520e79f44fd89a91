package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code new_value}. */
final class NewValueReader {
  private final Diagnostics diagnostics;

  NewValueReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Body read(MapReader document) {
    boolean generate = document.flag("generate");
    YamlNode.Mapping block = document.mapping("new_value").orElse(null);
    if (block == null) {
      return null;
    }
    MapReader map = new MapReader(Block.NEW_VALUE, block, diagnostics);
    map.required("rules");
    List<Word> rules = map.words("rules");
    map.required("field");
    Word field = map.word("field");
    Grouping grouping =
        new GroupingReader(diagnostics)
            .read(map, field == null ? List.of() : List.of(field.text()));
    map.required("baseline");
    Long baseline = map.duration("baseline");
    map.required("learning");
    Long learning = map.duration("learning");
    generate = map.flag("generate") || generate;
    map.done();
    if (rules != null && rules.isEmpty()) {
      diagnostics.error(Code.BAD_VALUE, map.placeOf("rules"), "`rules` names at least one rule");
    }
    return rules == null || field == null || baseline == null || learning == null
        ? null
        : new Body.NewValue(grouping, rules, baseline, learning, field, generate);
  }
}
