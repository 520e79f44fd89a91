package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Measure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The values that events have for a measure; a null or absent field has none. */
final class Readings {
  /** A number with more digits than this would cost more than it can mean. */
  private static final int LONGEST = 1_000;

  /** More combinations of values than this are not made of one event. */
  private static final int MOST_COMBINATIONS = 1_000;

  private final List<String> fieldByRule;
  private final List<List<String>> further;

  /** Of one field. */
  Readings(List<String> fieldByRule) {
    this(fieldByRule, List.of());
  }

  Readings(Measure measure) {
    this(measure.fieldByRule(), measure.furtherFields());
  }

  private Readings(List<String> fieldByRule, List<List<String>> further) {
    this.fieldByRule = fieldByRule;
    this.further = further;
  }

  /** The texts of the values; of several fields, each combination as one text. */
  List<String> texts(TimelineEvent event) {
    List<String> texts = values(event, fieldByRule).stream().map(Value::text).toList();
    for (List<String> field : further) {
      List<String> longer = new ArrayList<>();
      for (String text : texts) {
        for (Value next : values(event, field)) {
          if (longer.size() < MOST_COMBINATIONS) {
            longer.add(text.length() + ":" + text + next.text());
          }
        }
      }
      texts = longer;
    }
    return texts;
  }

  /** Those of the values that are numbers. */
  List<BigDecimal> numbers(TimelineEvent event) {
    List<BigDecimal> numbers = new ArrayList<>(1);
    for (Value value : values(event, fieldByRule)) {
      BigDecimal number = Evaluate.number(value);
      if (number != null && number.precision() + Math.abs((long) number.scale()) <= LONGEST) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static List<Value> values(TimelineEvent event, List<String> fieldByRule) {
    String field = fieldByRule.get(Long.numberOfTrailingZeros(event.roles()));
    Value value = event.event().field(field);
    return value == null
        ? List.of()
        : value.each().stream().filter(each -> !(each instanceof Value.Nil)).toList();
  }
}
