package dev.redthread.pattern.compile;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What placeholders stand for, as all documents of a run say it together. */
final class ValueLists {
  static final ValueLists NONE = new ValueLists();

  private final Map<String, List<SigmaText>> lists = new HashMap<>();
  private final Map<String, Word> first = new HashMap<>();

  private ValueLists() {}

  /** Gathers them; a name that stands twice is reported. */
  static ValueLists of(List<Document> documents, Diagnostics diagnostics) {
    ValueLists all = new ValueLists();
    for (Document document : documents) {
      if (document.body().orElse(null) instanceof Body.Placeholders placeholders) {
        placeholders.lists().forEach(list -> all.add(list, diagnostics));
      }
    }
    return all;
  }

  private void add(Body.Placeholders.ValueList list, Diagnostics diagnostics) {
    Word before = first.putIfAbsent(list.name().text(), list.name());
    if (before != null) {
      diagnostics.error(
          Code.DUPLICATE_NAME,
          list.name().place(),
          "the placeholder `" + list.name().text() + "` has values already",
          "by the document at " + before.place());
      return;
    }
    lists.put(list.name().text(), list.values().stream().map(SigmaText::of).distinct().toList());
  }

  /** The values of a placeholder, or null when it is unknown. */
  @Nullable List<SigmaText> values(String name) {
    return lists.get(name);
  }

  String hint(String name) {
    String nearest = NearestName.of(name, lists.keySet());
    return nearest != null
        ? "did you mean `%" + nearest + "%`?"
        : "a document with `placeholders` names its values, for all patterns in"
            + " config/placeholders.yml; a percent sign as such is `\\%`";
  }
}
