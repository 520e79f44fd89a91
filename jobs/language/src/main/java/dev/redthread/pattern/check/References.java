package dev.redthread.pattern.check;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds documents by id or name; both are names of one space. */
public final class References {
  private final Map<String, Document> byName = new HashMap<>();
  private final Map<String, Word> first = new HashMap<>();
  private final Diagnostics diagnostics;

  public References(List<Document> documents, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (Document document : documents) {
      add(document.head().id(), document);
      add(document.head().name(), document);
    }
  }

  private void add(@Nullable Word name, Document document) {
    if (name == null || document.is(byName.get(name.text()))) {
      return;
    }
    Word before = first.putIfAbsent(name.text(), name);
    if (before == null) {
      byName.put(name.text(), document);
    } else {
      diagnostics.error(
          Code.DUPLICATE_NAME,
          name.place(),
          "`" + name.text() + "` is taken",
          "by the document at " + before.place());
    }
  }

  /** The document of that name, as far as there is one. */
  public Optional<Document> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The event rule that a filter names. Empty when there is none, which is reported, or when it has
   * errors of its own.
   */
  public Optional<Document> rule(Word reference) {
    Optional<Document> found = step(reference);
    if (found.flatMap(Document::body).orElse(null) instanceof Body.Related) {
      diagnostics.error(
          Code.WRONG_REFERENCE,
          reference.place(),
          "`" + reference.text() + "` is a pattern; a filter narrows event rules");
      return Optional.empty();
    }
    return found;
  }

  /**
   * The event rule or pattern that a step names. Empty when there is none, which is reported, or
   * when it has errors of its own.
   */
  public Optional<Document> step(Word reference) {
    Document document = byName.get(reference.text());
    if (document == null) {
      diagnostics.error(
          Code.UNKNOWN_RULE,
          reference.place(),
          "there is no rule or pattern `" + reference.text() + "`",
          NearestName.hint(reference.text(), byName.keySet()));
      return Optional.empty();
    }
    Body body = document.body().orElse(null);
    if (body instanceof Body.Filter || body instanceof Body.Placeholders) {
      diagnostics.error(
          Code.WRONG_REFERENCE,
          reference.place(),
          "`"
              + reference.text()
              + (body instanceof Body.Filter ? "` is a filter" : "` says what placeholders are"));
    }
    return body instanceof Body.EventRule || body instanceof Body.Related
        ? Optional.of(document)
        : Optional.empty();
  }
}
