package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Evaluate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The values that events have for a measure; a null or absent field has none. */
final class Readings {
  /** A number with more digits than this would cost more than it can mean. */
  private static final int LONGEST = 1_000;

  private final List<String> fieldByRule;

  Readings(List<String> fieldByRule) {
    this.fieldByRule = fieldByRule;
  }

  List<String> texts(TimelineEvent event) {
    return values(event).stream().map(Value::text).toList();
  }

  /** Those of the values that are numbers. */
  List<BigDecimal> numbers(TimelineEvent event) {
    List<BigDecimal> numbers = new ArrayList<>(1);
    for (Value value : values(event)) {
      BigDecimal number = Evaluate.number(value);
      if (number != null && number.precision() + Math.abs((long) number.scale()) <= LONGEST) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private List<Value> values(TimelineEvent event) {
    String field = fieldByRule.get(Long.numberOfTrailingZeros(event.roles()));
    Value value = event.event().field(field);
    return value == null
        ? List.of()
        : value.each().stream().filter(each -> !(each instanceof Value.Nil)).toList();
  }
}
