package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as one line of text, e.g. {@code optional L risk 20 > F*3.. span 10 > A > not R > E
 * within 5}, or as {@link WindowText} says. Steps in any order stand as {@code any (A, F*3)}. A
 * capital letter stands for an event rule, {@code A|B} for any of them.
 */
public final class PatternText {
  static final int RISK = 50;

  private final Map<String, Long> delays;
  private final List<String> letters;
  private final Map<String, List<RefTerm>> wheres;

  private PatternText(String text, Map<String, Long> delays, Map<String, List<RefTerm>> wheres) {
    this.delays = delays;
    this.wheres = wheres;
    this.letters = letters(text);
  }

  /** Reads a pattern; {@code delays} are the greatest delays of rules by letter, 0 by default. */
  public static RefPattern read(
      String text, long timespan, Map<String, Long> delays, String until, boolean settled) {
    return read(text, timespan, delays, until, settled, Map.of());
  }

  /**
   * Reads a pattern.
   *
   * @param wheres what steps compare, by their names
   */
  static RefPattern read(
      String text,
      long timespan,
      Map<String, Long> delays,
      String until,
      boolean settled,
      Map<String, List<RefTerm>> wheres) {
    return new PatternText(text + until, delays, wheres)
        .read(text.strip(), timespan, until, settled);
  }

  /** The letters of a text, each once and in order. */
  public static List<String> letters(String text) {
    Set<String> letters = new TreeSet<>();
    for (int i = 0; i < text.length(); i++) {
      if ('A' <= text.charAt(i) && text.charAt(i) <= 'Z') {
        letters.add(text.substring(i, i + 1));
      }
    }
    return List.copyOf(letters);
  }

  private RefPattern read(String text, long timespan, String until, boolean settled) {
    List<RefRule> rules =
        letters.stream().map(name -> new RefRule(name, delays.getOrDefault(name, 0L))).toList();
    return new RefPattern(
        "pattern", List.of("ada"), RISK, rules, shape(text, timespan, until, settled));
  }

  private RefShape shape(String text, long timespan, String until, boolean settled) {
    if (text.startsWith("single ")) {
      return new RefShape.Single();
    }
    RefShape window = new WindowText(letters).read(text, timespan, settled);
    if (window != null) {
      return window;
    }
    boolean distinct = !text.startsWith("ordered ");
    List<RefStep> steps = new ArrayList<>();
    for (String element : text.replaceFirst("^ordered ", "").split(" > ")) {
      Integer group = element.startsWith("any (") ? Integer.valueOf(steps.size()) : null;
      for (String step : element.replaceAll("^any \\(|\\)$", "").split(", ")) {
        steps.add(step(step.strip().split(" +"), steps.size() + 1).in(group));
      }
    }
    return new RefShape.Sequence(timespan, steps, distinct, places(until), settled);
  }

  private RefStep step(String[] words, int place) {
    RefStep.Kind kind =
        switch (words[0]) {
          case "optional" -> RefStep.Kind.OPTIONAL;
          case "not" -> RefStep.Kind.NOT;
          default -> RefStep.Kind.MANDATORY;
        };
    String[] what = words[kind == RefStep.Kind.MANDATORY ? 0 : 1].split("\\*");
    String[] times = (what.length == 1 ? "1" : what[1]).split("\\.\\.", -1);
    String most = times[times.length - 1];
    Long risk = after("risk", words);
    String name = what[0].toLowerCase(Locale.ROOT) + place;
    return new RefStep(
        name,
        places(what[0]),
        kind,
        risk == null ? 0 : risk.intValue(),
        Integer.parseInt(times[0]),
        most.isEmpty() ? null : Integer.valueOf(most),
        after("within", words),
        after("span", words),
        wheres.getOrDefault(name, List.of()),
        null);
  }

  private Set<Integer> places(String text) {
    return letters(text).stream().map(letters::indexOf).collect(Collectors.toSet());
  }

  private static @Nullable Long after(String word, String[] words) {
    int place = List.of(words).indexOf(word);
    return place < 0 ? null : Long.valueOf(words[place + 1]);
  }

  /** Writes a pattern as {@link #read} reads it, with its timespan and delays. */
  public static String write(RefPattern pattern) {
    StringBuilder text = new StringBuilder("pattern   ");
    long timespan = 0;
    if (pattern.shape() instanceof RefShape.Sequence sequence) {
      timespan = sequence.timespan();
      text.append(sequence.distinct() ? "" : "ordered ").append(write(pattern, sequence));
    } else if (pattern.shape() instanceof RefShape.Window window) {
      timespan = window.timespan();
      text.append(WindowText.write(window)).append(" of ").append(names(pattern));
    } else if (pattern.shape() instanceof RefShape.Temporal temporal) {
      timespan = temporal.timespan();
      text.append("temporal ")
          .append(WindowText.write(temporal.condition(), temporal, pattern))
          .append(temporal.settled() ? "\nabsence   settled" : "");
    } else if (pattern.shape() instanceof RefShape.NewValue newValue) {
      timespan = newValue.baseline();
      text.append("new of ").append(names(pattern)).append(" learning ");
      text.append(newValue.learning());
    } else {
      text.append("single ").append(names(pattern));
    }
    text.append("\ntimespan  ").append(timespan);
    if (pattern.shape() instanceof RefShape.Sequence sequence) {
      for (RefStep step : sequence.steps()) {
        step.where()
            .forEach(
                term ->
                    text.append("\nwhere     ")
                        .append(step.name())
                        .append(": ")
                        .append(term.text()));
      }
      text.append(sequence.until().isEmpty() ? "" : "\nuntil     ")
          .append(names(pattern, sequence.until()))
          .append(sequence.settled() ? "\nabsence   settled" : "");
    }
    for (RefRule rule : pattern.rules()) {
      text.append("\ndelay     ").append(rule.name()).append(' ').append(rule.maxDelay());
    }
    return text.toString();
  }

  private static String names(RefPattern pattern) {
    return pattern.rules().stream().map(RefRule::name).collect(Collectors.joining("|"));
  }

  static String names(RefPattern pattern, Set<Integer> rules) {
    return rules.stream()
        .sorted()
        .map(rule -> pattern.rules().get(rule).name())
        .collect(Collectors.joining("|"));
  }

  private static String write(RefPattern pattern, RefShape.Sequence sequence) {
    Map<Integer, List<String>> elements = new TreeMap<>();
    for (int place = 0; place < sequence.steps().size(); place++) {
      elements
          .computeIfAbsent(sequence.element(place), any -> new ArrayList<>())
          .add(write(pattern, sequence.steps().get(place)));
    }
    List<String> texts = new ArrayList<>();
    elements.forEach(
        (place, steps) ->
            texts.add(
                sequence.steps().get(place).group() == null
                    ? steps.get(0)
                    : "any (" + String.join(", ", steps) + ")"));
    return String.join(" > ", texts);
  }

  private static String write(RefPattern pattern, RefStep step) {
    StringBuilder text = new StringBuilder();
    if (step.kind() != RefStep.Kind.MANDATORY) {
      text.append(step.kind() == RefStep.Kind.NOT ? "not " : "optional ");
    }
    text.append(names(pattern, step.rules()));
    Integer most = step.most();
    if (most == null || step.least() > 1 || most > 1) {
      text.append('*').append(step.least());
      if (most == null || most != step.least()) {
        text.append("..").append(most == null ? "" : most.toString());
      }
    }
    append(text, "within", step.within());
    append(text, "span", step.span());
    append(text, "risk", step.risk() == 0 ? null : (long) step.risk());
    return text.toString();
  }

  private static void append(StringBuilder text, String word, @Nullable Long value) {
    if (value != null) {
      text.append(' ').append(word).append(' ').append(value);
    }
  }
}
