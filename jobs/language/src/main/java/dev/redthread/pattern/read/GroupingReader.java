package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code group-by} and {@code aliases}. */
final class GroupingReader {
  private final Diagnostics diagnostics;

  GroupingReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Grouping read(MapReader map) {
    return read(map, List.of());
  }

  /**
   * @param others fields beside those of {@code group-by} that aliases may stand for
   */
  Grouping read(MapReader map, Collection<String> others) {
    List<Word> fields = map.words("group-by");
    if (fields == null || fields.isEmpty()) {
      diagnostics.error(
          Code.MISSING_KEY,
          map.placeOf("group-by"),
          "`group-by` is missing: the fields that say which events belong together",
          "group-by: [person]");
      fields = List.of();
    }
    Set<String> seen = new HashSet<>();
    for (Word field : fields) {
      if (!seen.add(field.text())) {
        diagnostics.error(
            Code.BAD_VALUE, field.place(), "`group-by` names `" + field.text() + "` twice");
      }
    }
    seen.addAll(others);
    List<Grouping.Alias> aliases = new ArrayList<>();
    map.mapping("aliases").ifPresent(block -> aliases(block, seen, aliases));
    return new Grouping(fields, aliases);
  }

  private void aliases(YamlNode.Mapping block, Set<String> fields, List<Grouping.Alias> aliases) {
    for (YamlNode.Entry entry : block.entries()) {
      Word name = new Word(entry.key().place(), entry.key().text());
      if (!fields.contains(name.text())) {
        diagnostics.warn(
            Code.UNKNOWN_KEY,
            name.place(),
            "`group-by` does not use the alias `" + name.text() + "`");
      }
      if (!(entry.value() instanceof YamlNode.Mapping targets)) {
        diagnostics.error(
            Code.WRONG_TYPE,
            entry.value().place(),
            "an alias maps rules or steps to fields, it is not " + entry.value().what());
        continue;
      }
      MapReader map = new MapReader("an alias", targets, diagnostics);
      for (YamlNode.Entry target : targets.entries()) {
        Word field = map.word(target.key().text());
        if (field != null) {
          Word to = new Word(target.key().place(), target.key().text());
          aliases.add(new Grouping.Alias(name, to, field.text()));
        }
      }
    }
  }
}
