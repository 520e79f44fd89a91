package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code java}. */
final class JavaReader {
  private final Diagnostics diagnostics;

  JavaReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Body read(MapReader document) {
    boolean generate = document.flag("generate");
    YamlNode.Mapping block = document.mapping("java").orElse(null);
    if (block == null) {
      return null;
    }
    MapReader map = new MapReader(Block.JAVA, block, diagnostics);
    map.required("class");
    Word className = map.word("class");
    map.required("rules");
    List<Word> rules = map.words("rules");
    List<Word> fields = map.words("fields");
    Grouping grouping =
        new GroupingReader(diagnostics)
            .read(map, fields == null ? List.of() : fields.stream().map(Word::text).toList());
    map.required("timespan");
    Long timespan = map.duration("timespan");
    generate = map.flag("generate") || generate;
    map.done();
    if (rules != null && rules.isEmpty()) {
      diagnostics.error(Code.BAD_VALUE, map.placeOf("rules"), "`rules` names at least one rule");
    }
    return className == null || rules == null || timespan == null
        ? null
        : new Body.Java(
            grouping, rules, timespan, className, fields == null ? List.of() : fields, generate);
  }
}
