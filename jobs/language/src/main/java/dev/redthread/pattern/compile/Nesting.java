package dev.redthread.pattern.compile;

import dev.redthread.pattern.check.References;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which patterns are steps of which, and in what order they can be compiled. */
final class Nesting {
  private final References references;
  private final Diagnostics diagnostics;
  private final IdentityHashMap<Document, Integer> levels = new IdentityHashMap<>();
  private final List<Document> path = new ArrayList<>();
  private final List<Document> innerFirst = new ArrayList<>();

  private Nesting(References references, Diagnostics diagnostics) {
    this.references = references;
    this.diagnostics = diagnostics;
  }

  /** Follows all references; reports a pattern that is a step of itself, or nested too deeply. */
  static Nesting check(List<Document> documents, References references, Diagnostics diagnostics) {
    Nesting nesting = new Nesting(references, diagnostics);
    documents.forEach(nesting::level);
    return nesting;
  }

  /**
   * All documents, each after those it refers to. Of documents that refer to each other the first
   * of the file comes last, so that what it would need is missing.
   */
  List<Document> innerFirst() {
    return innerFirst;
  }

  private int level(Document document) {
    Integer known = levels.get(document);
    if (known != null) {
      return known;
    }
    int level = 0;
    path.add(document);
    if (document.body().orElse(null) instanceof Body.Related related) {
      for (Segment segment : Segment.of(related)) {
        if (level == Levels.MOST) {
          tooDeep(segment.body().grouping().fields().get(0), document);
        }
        level = 1 + Math.max(level, deepest(document, segment.body()));
      }
    }
    path.remove(path.size() - 1);
    levels.put(document, level);
    innerFirst.add(document);
    return level;
  }

  private int deepest(Document document, Body.Related related) {
    int deepest = 0;
    for (Word reference : related.references()) {
      Document step = references.find(reference.text()).orElse(null);
      int at = place(step);
      if (at >= 0) {
        cycle(reference, path.subList(at, path.size()));
      } else if (step != null) {
        int below = level(step);
        if (below == Levels.MOST) {
          tooDeep(reference, document);
        }
        deepest = Math.max(deepest, below);
      }
    }
    return deepest;
  }

  private int place(@Nullable Document step) {
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).is(step)) {
        return i;
      }
    }
    return -1;
  }

  private void cycle(Word reference, List<Document> circle) {
    String names =
        circle.stream()
            .map(document -> document.head().shortName())
            .collect(Collectors.joining(" > "));
    diagnostics.error(
        Code.CYCLE,
        reference.place(),
        "a pattern cannot be a step of itself: "
            + names
            + " > "
            + circle.get(0).head().shortName());
  }

  private void tooDeep(Word reference, Document document) {
    diagnostics.error(
        Code.TOO_DEEP,
        reference.place(),
        "`"
            + document.head().shortName()
            + "` would be a pattern of patterns, "
            + (Levels.MOST + 1)
            + " deep; "
            + Levels.MOST
            + " are possible");
  }
}
