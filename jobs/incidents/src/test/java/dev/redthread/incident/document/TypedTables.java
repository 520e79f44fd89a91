package dev.redthread.incident.document;

import dev.redthread.event.Value;
import dev.redthread.normalize.DerivedField;
import dev.redthread.normalize.DerivedField.Lookup;
import dev.redthread.normalize.FieldKind;
import dev.redthread.normalize.Tables;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.normalize.enrich.Enrichment.Attributes;
import dev.redthread.normalize.enrich.Enrichment.Column;
import dev.redthread.normalize.enrich.Enrichment.WatchList;
import java.math.BigDecimal;
import java.util.List;

/** Tables that know something of every value, in all types that their columns can have. */
final class TypedTables implements Tables {
  static final List<DerivedField> FIELDS =
      new Enrichment(
              List.of("networks.txt"),
              List.of(
                  new Attributes(
                      "people",
                      "people.csv",
                      List.of("person", "device.id"),
                      List.of(
                          new Column("text", FieldKind.TEXT),
                          new Column("number", FieldKind.NUMBER),
                          new Column("flag", FieldKind.BOOLEAN)),
                      ";")),
              List.of(new WatchList("watched", "watched.txt", List.of("user.email", "source.ip"))),
              List.of("places.mmdb"))
          .fields();

  @Override
  public Value find(Lookup lookup, String text) {
    return switch (lookup.column()) {
      case "number" -> Value.of(new BigDecimal("1.5"));
      case "flag" -> Value.of(true);
      case "AS_NUMBER" -> Value.of(4_200_000_000L);
      default -> new Value.Many(List.of(Value.of(text), Value.of(lookup.table())));
    };
  }

  @Override
  public String origin(Lookup lookup, String text) {
    return lookup.table();
  }
}
