package dev.redthread.cli.coverage;

import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the patterns of a set cover.
 *
 * @param patterns those that find something by themselves, by title
 * @param sources the names of all sources
 */
public record Coverage(List<Covered> patterns, List<String> sources) {
  /** What stands for the technique of patterns without one. */
  public static final String NO_TECHNIQUE = "none";

  private static final Pattern TECHNIQUE = Pattern.compile("attack\\.(t[0-9]{4}(?:\\.[0-9]{3})?)");

  public Coverage {
    patterns = List.copyOf(patterns);
    sources = List.copyOf(sources);
  }

  /**
   * A pattern.
   *
   * @param techniques by their ids, e.g. {@code T1078.004}
   * @param sources that can deliver what one of its mandatory steps asks for
   */
  public record Covered(
      CompiledPattern pattern, SortedSet<String> techniques, SortedSet<String> sources) {}

  public static Coverage of(PatternSet set, Sources sources) {
    Deliverable deliverable = new Deliverable(set, sources);
    List<Covered> covered = new ArrayList<>();
    for (CompiledPattern pattern : set.patterns()) {
      if (!pattern.isSegment() && !set.silent().contains(pattern.id())) {
        covered.add(
            new Covered(pattern, techniques(pattern), new TreeSet<>(deliverable.sources(pattern))));
      }
    }
    covered.sort((one, other) -> one.pattern.title().compareTo(other.pattern.title()));
    return new Coverage(
        covered, sources.mappings().stream().map(mapping -> mapping.name()).sorted().toList());
  }

  private static SortedSet<String> techniques(CompiledPattern pattern) {
    SortedSet<String> techniques = new TreeSet<>();
    for (String tag : pattern.tags()) {
      Matcher matcher = TECHNIQUE.matcher(tag.toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        techniques.add(matcher.group(1).toUpperCase(Locale.ROOT));
      }
    }
    return techniques;
  }

  /** The techniques of some patterns. */
  public static SortedSet<String> techniques(List<Covered> patterns) {
    SortedSet<String> techniques = new TreeSet<>();
    patterns.forEach(each -> techniques.addAll(each.techniques));
    return techniques;
  }

  /** The patterns by technique; those without one come last. */
  public Map<String, List<Covered>> byTechnique() {
    Map<String, List<Covered>> by = new TreeMap<>();
    for (Covered each : patterns) {
      SortedSet<String> techniques =
          each.techniques.isEmpty() ? new TreeSet<>(List.of(NO_TECHNIQUE)) : each.techniques;
      techniques.forEach(
          technique -> by.computeIfAbsent(technique, any -> new ArrayList<>()).add(each));
    }
    return by;
  }

  /** The patterns by source, sources without any too. */
  public Map<String, List<Covered>> bySource() {
    Map<String, List<Covered>> by = new TreeMap<>();
    sources.forEach(source -> by.put(source, new ArrayList<>()));
    for (Covered each : patterns) {
      each.sources.forEach(
          source -> by.computeIfAbsent(source, any -> new ArrayList<>()).add(each));
    }
    return by;
  }
}
