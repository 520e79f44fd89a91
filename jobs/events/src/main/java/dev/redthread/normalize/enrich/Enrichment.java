package dev.redthread.normalize.enrich;

import dev.redthread.event.Event;
import dev.redthread.event.ValueType;
import dev.redthread.normalize.DerivedField;
import dev.redthread.normalize.DerivedField.Lookup;
import dev.redthread.normalize.FieldKind;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code enrichment.yml} says: which tables there are, and so which fields. Files are named by
 * their full paths where they were read from a file.
 *
 * <p><i>Thread safety:</i> immutable.
 *
 * @param networks files of networks
 * @param attributes tables of attributes
 * @param watchLists lists of values
 * @param places MaxMind files
 */
public record Enrichment(
    List<String> networks,
    List<Attributes> attributes,
    List<WatchList> watchLists,
    List<String> places)
    implements Serializable {

  /** Nothing is added to events. */
  public static final Enrichment NONE = new Enrichment(List.of(), List.of(), List.of(), List.of());

  /** The name of the file, beside the folder of the source mappings. */
  public static final String FILE = "enrichment.yml";

  /** What the names of fields begin with that no standard knows. */
  public static final String OWN = "redthread.";

  static final String NETWORKS = "networks";
  static final String PLACES = "places";
  static final String WATCH_LIST = "watchlist";

  /** The field with the names of the watch lists that an event is on. */
  public static final String WATCH_LISTS = OWN + WATCH_LIST;

  static final String ADDRESS = "source.ip";

  public Enrichment {
    networks = List.copyOf(networks);
    attributes = List.copyOf(attributes);
    watchLists = List.copyOf(watchLists);
    places = List.copyOf(places);
  }

  /**
   * A CSV file whose first column is looked for among values of an event.
   *
   * @param name of the table, and part of the names of its fields
   * @param fields of the event whose values are looked up, such as {@link Event#PERSON}
   * @param columns that become fields
   * @param separator parts the values of a cell; empty where a cell is one value
   */
  public record Attributes(
      String name, String file, List<String> fields, List<Column> columns, String separator)
      implements Serializable {
    public Attributes {
      fields = List.copyOf(fields);
      columns = List.copyOf(columns);
    }

    String field(Column column) {
      return OWN + name + "." + column.name();
    }
  }

  /** A column and what its cells hold. */
  public record Column(String name, FieldKind kind) implements Serializable {}

  /**
   * A file with a value on each line.
   *
   * @param fields of the event whose values are looked up
   */
  public record WatchList(String name, String file, List<String> fields) implements Serializable {
    public WatchList {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Reads the file beside a folder of source mappings; {@link #NONE} where there is none.
   *
   * <p><i>Errors:</i> {@link dev.redthread.normalize.MappingException} with every problem; {@link
   * IOException} when it cannot be read.
   */
  public static Enrichment beside(Path sourceFolder) throws IOException {
    Path file = sourceFolder.resolveSibling(FILE);
    return Files.exists(file)
        ? EnrichmentReader.read(
            file.toString(), Files.readString(file), file.toAbsolutePath().resolveSibling("."))
        : NONE;
  }

  public boolean isEmpty() {
    return files().isEmpty();
  }

  /** The fields that it adds. */
  public List<DerivedField> fields() {
    List<DerivedField> fields = new ArrayList<>();
    if (!networks.isEmpty()) {
      fields.add(ofAddress("source.network.name", ValueType.TEXT, NETWORKS));
    }
    if (!places.isEmpty()) {
      for (PlaceFile.Column column : PlaceFile.Column.values()) {
        fields.add(
            new DerivedField(
                column.field(),
                column.type(),
                List.of(new Lookup(ADDRESS, PLACES, column.name()))));
      }
    }
    for (Attributes table : attributes) {
      for (Column column : table.columns()) {
        fields.add(
            new DerivedField(
                table.field(column),
                column.kind().type().orElse(ValueType.TEXT),
                table.fields().stream()
                    .map(field -> new Lookup(field, table.name(), column.name()))
                    .toList()));
      }
    }
    if (!watchLists.isEmpty()) {
      fields.add(
          new DerivedField(
              WATCH_LISTS,
              ValueType.TEXT,
              watchLists.stream()
                  .flatMap(
                      list ->
                          list.fields().stream()
                              .map(field -> new Lookup(field, WATCH_LIST, list.name())))
                  .toList()));
    }
    return fields;
  }

  private static DerivedField ofAddress(String name, ValueType type, String table) {
    return new DerivedField(name, type, List.of(new Lookup(ADDRESS, table, "")));
  }

  /** The files that hold text. */
  public List<String> texts() {
    return Stream.of(
            networks.stream(),
            attributes.stream().map(Attributes::file),
            watchLists.stream().map(WatchList::file))
        .flatMap(files -> files)
        .distinct()
        .toList();
  }

  /** All files that it names. */
  public List<String> files() {
    return Stream.concat(texts().stream(), places.stream()).distinct().toList();
  }
}
