package dev.redthread.engine.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that slide over a window as text: {@code count 3 of A}, {@code count >= 3 and < 9 of
 * A|B}, {@code values >= 3 of A}, {@code sum}, {@code average}, {@code median}, {@code percentile
 * 90 > 5 of A}, {@code temporal A and not B}, {@code temporal 2 of (A, B, not C)}, {@code temporal
 * 2 in order (A, B, C)}, {@code new of A learning 20}.
 */
final class WindowText {
  private final List<String> letters;

  WindowText(List<String> letters) {
    this.letters = letters;
  }

  /** The shape, or null when the text is no such pattern. */
  @Nullable RefShape read(String text, long timespan, boolean settled) {
    String[] words = text.split(" ", 2);
    if (words.length < 2) {
      return null;
    }
    return switch (words[0]) {
      case "count" -> window(RefMeasure.Kind.EVENTS, 50, words[1], timespan);
      case "values" -> window(RefMeasure.Kind.VALUES, 50, words[1], timespan);
      case "sum" -> window(RefMeasure.Kind.SUM, 50, words[1], timespan);
      case "average" -> window(RefMeasure.Kind.AVERAGE, 50, words[1], timespan);
      case "median" -> window(RefMeasure.Kind.PERCENTILE, 50, words[1], timespan);
      case "percentile" -> {
        String[] rest = words[1].split(" ", 2);
        yield window(RefMeasure.Kind.PERCENTILE, Integer.parseInt(rest[0]), rest[1], timespan);
      }
      case "temporal" -> temporal(words[1], timespan, settled);
      case "new" -> new RefShape.NewValue(timespan, Long.parseLong(text.split("learning ")[1]));
      default -> null;
    };
  }

  private static RefShape window(RefMeasure.Kind kind, int percentile, String text, long timespan) {
    List<RefBound> bounds = new ArrayList<>();
    for (String bound : text.split(" of ")[0].split(" and ")) {
      String[] words = bound.split(" ");
      String sign = words.length == 1 ? ">=" : words[0];
      bounds.add(new RefBound(sign, new BigDecimal(words[words.length - 1])));
    }
    return new RefShape.Window(timespan, new RefMeasure(kind, percentile), bounds);
  }

  private RefShape temporal(String text, long timespan, boolean settled) {
    Set<String> names = new LinkedHashSet<>();
    for (String word : text.split("[ (),]+")) {
      if (word.matches("[A-Z](\\|[A-Z])*")) {
        names.add(word);
      }
    }
    List<String> named = List.copyOf(new TreeSet<>(names));
    return new RefShape.Temporal(
        timespan,
        named.stream().map(name -> new RefShape.Temporal.Named(name, rules(name))).toList(),
        holds(text, named),
        settled);
  }

  private Set<Integer> rules(String name) {
    return PatternText.letters(name).stream().map(letters::indexOf).collect(Collectors.toSet());
  }

  private static RefHolds holds(String text, List<String> named) {
    for (String word : List.of(" or ", " and ")) {
      if (text.contains(word)) {
        List<RefHolds> parts = new ArrayList<>();
        for (String part : text.split(word)) {
          parts.add(holds(part, named));
        }
        return new RefHolds.Some(word.equals(" or ") ? 1 : parts.size(), parts);
      }
    }
    if (text.startsWith("not ")) {
      return new RefHolds.Not(holds(text.substring(4), named));
    } else if (text.matches("[0-9]+ in order \\(.*\\)")) {
      return new RefHolds.InOrder(Integer.parseInt(text.split(" ")[0]), named.size());
    } else if (text.matches("[0-9]+ of \\(.*\\)")) {
      List<RefHolds> parts = new ArrayList<>();
      for (String part : text.substring(text.indexOf('(') + 1, text.length() - 1).split(", ")) {
        parts.add(holds(part, named));
      }
      return new RefHolds.Some(Integer.parseInt(text.split(" ")[0]), parts);
    }
    return new RefHolds.Has(named.indexOf(text));
  }

  static String write(RefShape.Window window) {
    RefMeasure measure = window.measure();
    String kind =
        measure.kind() == RefMeasure.Kind.EVENTS
            ? "count"
            : measure.kind().name().toLowerCase(Locale.ROOT);
    String bounds =
        window.bounds().stream()
            .map(bound -> bound.sign() + " " + bound.value())
            .collect(Collectors.joining(" and "));
    boolean percentile = measure.kind() == RefMeasure.Kind.PERCENTILE;
    return kind + (percentile ? " " + measure.percentile() : "") + " " + bounds;
  }

  static String write(RefHolds holds, RefShape.Temporal temporal, RefPattern pattern) {
    if (holds instanceof RefHolds.Has has) {
      return PatternText.names(pattern, temporal.rules().get(has.rule()).rules());
    } else if (holds instanceof RefHolds.InOrder order) {
      return order.least()
          + " in order ("
          + temporal.rules().stream()
              .map(named -> PatternText.names(pattern, named.rules()))
              .collect(Collectors.joining(", "))
          + ")";
    } else if (holds instanceof RefHolds.Not not) {
      return "not " + write(not.part(), temporal, pattern);
    }
    RefHolds.Some some = (RefHolds.Some) holds;
    return some.least()
        + " of ("
        + some.parts().stream()
            .map(part -> write(part, temporal, pattern))
            .collect(Collectors.joining(", "))
        + ")";
  }
}
