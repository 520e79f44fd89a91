package dev.redthread.cli;

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

  /** All, in the order of the file. */
  List<ConfigProblem> inOrder() {
    return problems.stream().sorted().toList();
  }
}
