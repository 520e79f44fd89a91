package dev.redthread.pattern.read;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Bounds.Bound;
import dev.redthread.pattern.compiled.Bounds.Relation;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the comparisons of a correlation's condition. */
final class BoundsReader {
  private static final int MOST = 1_000_000;

  /** Less than two numbers can be apart that are written with nine digits after the point. */
  private static final BigDecimal BETWEEN = BigDecimal.ONE.movePointLeft(10);

  private final Diagnostics diagnostics;

  BoundsReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param whole whether a count is compared, so that only whole numbers make sense
   * @return null when there are none or they are wrong, which is reported
   */
  @Nullable Bounds read(MapReader condition, boolean whole) {
    int before = diagnostics.errors();
    List<Bound> all = new ArrayList<>();
    for (Relation relation : Relation.values()) {
      String key = relation.name().toLowerCase(Locale.ROOT);
      BigDecimal value = whole ? whole(condition, relation, key) : condition.number(key);
      if (value != null) {
        all.add(new Bound(relation, value));
      }
    }
    boolean doubled =
        (condition.has("gt") && condition.has("gte"))
            || (condition.has("lt") && condition.has("lte"));
    if (diagnostics.errors() == before && (all.isEmpty() || doubled)) {
      diagnostics.error(
          Code.BAD_VALUE,
          condition.place(),
          doubled
              ? "a condition has one lower and one upper bound"
              : "the condition needs one of `gt`, `gte`, `lt`, `lte`, `eq`, `neq`");
    }
    if (diagnostics.errors() != before) {
      return null;
    }
    Bounds bounds = new Bounds(all);
    if (!canHold(bounds, whole)) {
      diagnostics.error(Code.NEVER_TRUE, condition.place(), "no number is " + bounds);
      return null;
    }
    return bounds;
  }

  /** Whether some number meets all comparisons: then one at or just beside their bounds does. */
  private static boolean canHold(Bounds bounds, boolean whole) {
    BigDecimal step = whole ? BigDecimal.ONE : BETWEEN;
    return bounds.all().stream()
        .map(Bound::value)
        .flatMap(value -> Stream.of(value.subtract(step), value, value.add(step)))
        .filter(value -> !whole || value.signum() >= 0)
        .anyMatch(bounds::hold);
  }

  private static @Nullable BigDecimal whole(MapReader condition, Relation relation, String key) {
    boolean least = relation == Relation.GTE || relation == Relation.LT;
    OptionalLong value = condition.whole(key, least ? 1 : 0, MOST);
    return value.isPresent() ? BigDecimal.valueOf(value.getAsLong()) : null;
  }
}
