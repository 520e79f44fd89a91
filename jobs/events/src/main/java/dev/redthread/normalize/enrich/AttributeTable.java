package dev.redthread.normalize.enrich;

import dev.redthread.event.Value;
import dev.redthread.normalize.Problem;
import dev.redthread.normalize.enrich.Enrichment.Attributes;
import dev.redthread.normalize.enrich.Enrichment.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an attribute file by their first cell, in lower case.
 *
 * <p><i>Thread safety:</i> immutable.
 */
final class AttributeTable {
  private final Attributes spec;
  private final Map<String, Found> rows = new HashMap<>();

  private record Found(int line, Map<String, Value> byColumn) {}

  private AttributeTable(Attributes spec) {
    this.spec = spec;
  }

  /** Reads a file; every problem is added to the list. */
  static AttributeTable read(Attributes spec, String text, List<Problem> problems) {
    AttributeTable table = new AttributeTable(spec);
    List<Rows.Row> rows = Rows.of(spec.file(), text, problems);
    if (rows.isEmpty()) {
      problems.add(
          new Problem(
              spec.file(), 1, 1, "the first line must name the columns: key," + table.columns()));
      return table;
    }
    List<String> header = rows.get(0).cells();
    for (Column column : spec.columns()) {
      if (header.indexOf(column.name()) <= 0) {
        problems.add(
            new Problem(
                spec.file(),
                rows.get(0).line(),
                1,
                "no column behind the first is called "
                    + column.name()
                    + ": add it here or take it out of "
                    + Enrichment.FILE));
      }
    }
    rows.subList(1, rows.size()).forEach(row -> table.add(row, header, problems));
    return table;
  }

  private String columns() {
    return String.join(",", spec.columns().stream().map(Column::name).toList());
  }

  private void add(Rows.Row row, List<String> header, List<Problem> problems) {
    if (row.cells().size() != header.size() || row.cells().get(0).isEmpty()) {
      problems.add(
          new Problem(
              spec.file(),
              row.line(),
              1,
              row.cells().get(0).isEmpty()
                  ? "the first cell is empty: say whom or what the line is about"
                  : "a line has "
                      + header.size()
                      + " cells like the first: this has "
                      + row.cells().size()));
      return;
    }
    Map<String, Value> values = new HashMap<>();
    for (Column column : spec.columns()) {
      int place = header.indexOf(column.name());
      if (place > 0) {
        value(row, column, row.cells().get(place), problems)
            .ifPresent(value -> values.put(column.name(), value));
      }
    }
    String key = key(row.cells().get(0));
    Found earlier = rows.putIfAbsent(key, new Found(row.line(), values));
    if (earlier != null) {
      problems.add(
          new Problem(
              spec.file(),
              row.line(),
              1,
              key + " stands on line " + earlier.line + " too: keep one"));
    }
  }

  private Optional<Value> value(Rows.Row row, Column column, String cell, List<Problem> problems) {
    List<Value> values = new ArrayList<>();
    List<String> parts =
        spec.separator().isEmpty()
            ? List.of(cell)
            : List.of(cell.split(Pattern.quote(spec.separator()), -1));
    for (String part : parts) {
      if (!part.isBlank()) {
        Optional<Value> value = column.kind().shape(Value.of(part.strip()));
        if (value.isEmpty()) {
          problems.add(
              new Problem(
                  spec.file(),
                  row.line(),
                  1,
                  column.name()
                      + " = '"
                      + part.strip()
                      + "' is not of the kind "
                      + column.kind().name().toLowerCase(Locale.ROOT)
                      + ": correct it or leave it empty"));
        }
        value.filter(each -> !values.contains(each)).ifPresent(values::add);
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.size() == 1 ? values.get(0) : new Value.Many(values));
  }

  static String key(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** The value of a column in the row of a key, or null. */
  @Nullable Value find(String key, String column) {
    Found found = rows.get(key(key));
    return found == null ? null : found.byColumn.get(column);
  }

  /** The line of a key. */
  String origin(String key) {
    Found found = rows.get(key(key));
    return found == null ? "" : spec.file() + ":" + found.line;
  }
}
