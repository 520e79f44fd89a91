package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the counting kinds keep of a window. */
final class Contents {

  private Contents() {}

  static Content of(Shape.Window window) {
    Bounds bounds = window.bounds();
    Readings readings = new Readings(window.measure());
    return switch (window.measure().kind()) {
      case EVENTS -> new Events(bounds);
      case VALUES -> new Values(bounds, readings);
      case SUM, AVERAGE -> new Total(bounds, readings, window.measure().kind());
      case PERCENTILE -> new Ranked(bounds, readings, window.measure().percentile());
    };
  }

  /** How many events. */
  private static final class Events implements Content {
    private final Bounds bounds;
    private int count;

    Events(Bounds bounds) {
      this.bounds = bounds;
    }

    @Override
    public void add(TimelineEvent event) {
      count++;
    }

    @Override
    public void remove(TimelineEvent event) {
      count--;
    }

    @Override
    public void clear() {
      count = 0;
    }

    @Override
    public boolean holds() {
      return bounds.hold(BigDecimal.valueOf(count));
    }
  }

  /** How often each value. */
  private static final class Values implements Content {
    private final Bounds bounds;
    private final Readings readings;
    private final Map<String, Integer> counts = new HashMap<>();

    Values(Bounds bounds, Readings readings) {
      this.bounds = bounds;
      this.readings = readings;
    }

    @Override
    public void add(TimelineEvent event) {
      readings.texts(event).forEach(text -> counts.merge(text, 1, Integer::sum));
    }

    @Override
    public void remove(TimelineEvent event) {
      readings
          .texts(event)
          .forEach(text -> counts.computeIfPresent(text, (key, n) -> n == 1 ? null : n - 1));
    }

    @Override
    public void clear() {
      counts.clear();
    }

    @Override
    public boolean holds() {
      return bounds.hold(BigDecimal.valueOf(counts.size()));
    }
  }

  /** The exact sum of the numbers, and how many they are. */
  private static final class Total implements Content {
    private final Bounds bounds;
    private final Readings readings;
    private final boolean average;
    private BigDecimal sum = BigDecimal.ZERO;
    private int count;

    Total(Bounds bounds, Readings readings, Measure.Kind kind) {
      this.bounds = bounds;
      this.readings = readings;
      average = kind == Measure.Kind.AVERAGE;
    }

    @Override
    public void add(TimelineEvent event) {
      for (BigDecimal number : readings.numbers(event)) {
        sum = sum.add(number);
        count++;
      }
    }

    @Override
    public void remove(TimelineEvent event) {
      for (BigDecimal number : readings.numbers(event)) {
        sum = sum.subtract(number);
        count--;
      }
    }

    @Override
    public void clear() {
      sum = BigDecimal.ZERO;
      count = 0;
    }

    @Override
    public boolean holds() {
      if (average) {
        return count > 0 && bounds.hold(sum, BigDecimal.valueOf(count));
      }
      return bounds.hold(sum);
    }
  }

  /** The numbers by size. */
  private static final class Ranked implements Content {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Bounds bounds;
    private final Readings readings;
    private final int percentile;
    private final List<BigDecimal> sorted = new ArrayList<>();

    Ranked(Bounds bounds, Readings readings, int percentile) {
      this.bounds = bounds;
      this.readings = readings;
      this.percentile = percentile;
    }

    @Override
    public void add(TimelineEvent event) {
      for (BigDecimal number : readings.numbers(event)) {
        int at = Collections.binarySearch(sorted, number);
        sorted.add(at < 0 ? ~at : at, number);
      }
    }

    @Override
    public void remove(TimelineEvent event) {
      for (BigDecimal number : readings.numbers(event)) {
        sorted.remove(Collections.binarySearch(sorted, number));
      }
    }

    @Override
    public void clear() {
      sorted.clear();
    }

    @Override
    public boolean holds() {
      if (sorted.isEmpty()) {
        return false;
      }
      // The place among n numbers is p/100 of the way from the first to the last.
      long hundredfold = (long) percentile * (sorted.size() - 1);
      BigDecimal low = sorted.get((int) (hundredfold / 100));
      BigDecimal high = sorted.get((int) ((hundredfold + 99) / 100));
      BigDecimal part = BigDecimal.valueOf(hundredfold % 100);

      return bounds.hold(low.multiply(HUNDRED).add(high.subtract(low).multiply(part)), HUNDRED);
    }
  }
}
