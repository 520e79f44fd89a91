package dev.redthread.normalize.enrich;

import dev.redthread.event.Value;
import dev.redthread.normalize.Address;
import dev.redthread.normalize.Problem;
import dev.redthread.normalize.enrich.Enrichment.WatchList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a watch list, in lower case; addresses in one spelling.
 *
 * <p><i>Thread safety:</i> immutable.
 */
final class WatchTable {
  private final WatchList spec;
  private final Value name;
  private final Map<String, Integer> lines = new HashMap<>();

  private WatchTable(WatchList spec) {
    this.spec = spec;
    name = Value.of(spec.name());
  }

  /** Reads a file with a value on each line, which is quoted where it holds a comma. */
  static WatchTable read(WatchList spec, String text, List<Problem> problems) {
    WatchTable table = new WatchTable(spec);
    for (Rows.Row row : Rows.of(spec.file(), text, problems)) {
      if (row.cells().size() > 1) {
        problems.add(
            new Problem(
                spec.file(),
                row.line(),
                1,
                "a line must be one value: put it in quotes where it holds a comma"));
      }
      table.lines.putIfAbsent(key(row.cells().get(0)), row.line());
    }
    return table;
  }

  private static String key(String text) {
    return Address.parse(text).orElseGet(() -> AttributeTable.key(text));
  }

  /** The name of the list where it has the value, else null. */
  @Nullable Value find(String value) {
    return lines.containsKey(key(value)) ? name : null;
  }

  /** The line of a value. */
  String origin(String value) {
    Integer line = lines.get(key(value));
    return line == null ? "" : spec.file() + ":" + line;
  }
}
