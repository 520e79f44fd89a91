package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured of the events of a window.
 *
 * <p>An event that matches several rules is read as its first rule says. A field with several
 * values counts each of them; what a sum, an average or a percentile reads and is no number counts
 * nothing.
 *
 * @param kind the measure
 * @param fieldByRule for each rule of {@link CompiledPattern#rules()}, the field it reads; empty
 *     for {@link Kind#EVENTS}
 * @param percentile which percentile, 0 to 100, between values by straight lines; 50 is the median
 * @param furtherFields for {@link Kind#VALUES} of several fields, the others, each as {@code
 *     fieldByRule}: what counts is each combination of their values
 */
public record Measure(
    Kind kind, List<String> fieldByRule, int percentile, @Added List<List<String>> furtherFields)
    implements Serializable {
  public static final Measure EVENTS = new Measure(Kind.EVENTS, List.of(), 50);

  public Measure {
    fieldByRule = List.copyOf(fieldByRule);
    furtherFields = furtherFields.stream().map(List::copyOf).toList();
  }

  /** A measure of one field, or of none. */
  public Measure(Kind kind, List<String> fieldByRule, int percentile) {
    this(kind, fieldByRule, percentile, List.of());
  }

  /** All fields that are read, each by rule. */
  public List<List<String>> fields() {
    List<List<String>> all = new ArrayList<>();
    if (!fieldByRule.isEmpty()) {
      all.add(fieldByRule);
    }
    all.addAll(furtherFields);
    return all;
  }

  /** Whether the measure is a whole number that never shrinks by one more event. */
  public boolean isCount() {
    return kind == Kind.EVENTS || kind == Kind.VALUES;
  }

  /** The measures. */
  public enum Kind {
    EVENTS,
    /** Distinct values, compared as text. */
    VALUES,
    SUM,
    AVERAGE,
    PERCENTILE
  }
}
