package dev.redthread.cli;

import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pipeline.config.ConfigProblem;
import dev.redthread.pipeline.config.Places;
import java.util.ArrayList;
import java.util.List;

/** What a configuration names and what is not there. */
final class Complaints {

  private final Places places;
  private final List<ConfigProblem> problems = new ArrayList<>();

  Complaints(Places places) {
    this.places = places;
  }

  /** One more, at a key, an element of a list being a key by its number. */
  void add(String message, String... key) {
    problems.add(places.problem(List.of(key), message));
  }

  /** Says so where a source is none of the known ones. */
  void unlessKnown(String source, List<String> known, String... key) {
    if (!known.contains(source)) {
      String hint = NearestName.hint(source, known);
      add(
          "no source is called "
              + source
              + (hint == null ? ": there are " + String.join(", ", known) : "; " + hint),
          key);
    }
  }

  /** All, in the order of the file. */
  List<ConfigProblem> inOrder() {
    return problems.stream().sorted().toList();
  }
}
