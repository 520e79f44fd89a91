package org.example;

import dev.redthread.api.Event;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A suspicious login, and later an export of many rows. */
public final class LoginThenExport implements Supplier<Pattern<Event, ?>> {
  private static final BigDecimal MANY = BigDecimal.valueOf(10_000);

  @Override
  public Pattern<Event, ?> get() {
    return Pattern.<Event>begin("login", AfterMatchSkipStrategy.noSkip())
        .where(SimpleCondition.of(event -> event.matches("suspicious_login")))
        .followedByAny("export")
        .where(SimpleCondition.of(LoginThenExport::isLarge));
  }

  private static boolean isLarge(Event event) {
    return event.matches("vendor_export")
        && event.number("export.rows").filter(rows -> rows.compareTo(MANY) >= 0).isPresent();
  }
}
