package dev.redthread.pattern.check;

import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Detection;
import dev.redthread.pattern.model.Selection;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks field names against the sources' mappings, and activities against the vocabulary. */
public final class FieldsCheck {
  private static final Set<String> OWN =
      Set.of("activity", "event.dataset", "event.id", Event.PERSON);
  private static final List<String> ACTIVITIES =
      Arrays.stream(Activity.values()).map(Activity::id).toList();

  /** How many sources a message names. */
  private static final int MOST_NAMED = 5;

  private final SourceCatalog catalog;
  private final Diagnostics diagnostics;

  public FieldsCheck(SourceCatalog catalog, Diagnostics diagnostics) {
    this.catalog = catalog;
    this.diagnostics = diagnostics;
  }

  /**
   * @param sources the sources that the rule is asked of
   * @param activity whether it is a rule over activities
   */
  public void check(Detection detection, Set<String> sources, boolean activity) {
    detection.selections().forEach(named -> check(named.selection(), sources, activity));
  }

  private void check(Selection selection, Set<String> sources, boolean activity) {
    if (selection instanceof Selection.AllOf all) {
      all.parts().forEach(part -> check(part, sources, activity));
    } else if (selection instanceof Selection.AnyOf any) {
      any.parts().forEach(part -> check(part, sources, activity));
    } else if (selection instanceof Selection.Item item && !item.field().text().isEmpty()) {
      field(item.field(), sources);
      if (activity && item.field().text().equals("activity") && item.modifiers().isEmpty()) {
        item.values().forEach(this::activity);
      }
    }
  }

  private void activity(YamlNode.Scalar value) {
    boolean plain = value.text().indexOf('*') < 0 && value.text().indexOf('?') < 0;
    if (plain && !ACTIVITIES.contains(value.text())) {
      diagnostics.error(
          Code.UNKNOWN_ACTIVITY,
          value.place(),
          "`" + value.text() + "` is no activity",
          NearestName.hint(value.text(), ACTIVITIES));
    }
  }

  /** Warns of a field that none of the sources maps. */
  public void field(Word field, Set<String> sources) {
    Set<String> known = new TreeSet<>();
    Set<String> mapped = new TreeSet<>();
    for (SourceInfo source : catalog.sources()) {
      // A source that takes any record as it is maps none of its fields.
      if (sources.contains(source.name()) && !source.everyLogsource()) {
        mapped.add(source.name());
        known.addAll(source.fields());
        known.addAll(source.aliases().keySet());
      }
    }
    if (known.isEmpty() || known.contains(field.text()) || OWN.contains(field.text())) {
      return;
    }
    String nearest = NearestName.hint(field.text(), known);
    diagnostics.warn(
        Code.UNMAPPED_FIELD,
        field.place(),
        "no mapping of "
            + (mapped.size() > MOST_NAMED ? mapped.size() + " sources" : String.join(", ", mapped))
            + " sets `"
            + field.text()
            + "`; it is looked up in the raw record",
        nearest);
  }
}
