package dev.redthread.engine.screen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is filed under whole texts and under parts of texts, to be looked up by a value.
 *
 * <p><i>Cost:</i> one look-up, and one pass over the value if anything is filed under parts.
 */
final class TextIndex<T> {
  private final Map<String, List<T>> whole;
  private final Substrings<T> parts;
  private final boolean hasParts;

  private TextIndex(Map<String, List<T>> whole, Substrings<T> parts, boolean hasParts) {
    this.whole = whole;
    this.parts = parts;
    this.hasParts = hasParts;
  }

  boolean isEmpty() {
    return whole.isEmpty() && !hasParts;
  }

  void find(String value, Consumer<? super List<T>> consumer) {
    List<T> equal = whole.get(value);
    if (equal != null) {
      consumer.accept(equal);
    }
    if (hasParts) {
      parts.find(value, consumer);
    }
  }

  /** Not thread-safe. */
  static final class Builder<T> {
    private final Map<String, List<T>> whole = new HashMap<>();
    private final Substrings.Builder<T> parts = new Substrings.Builder<>();
    private boolean hasParts;

    void whole(String text, T value) {
      whole.computeIfAbsent(text, fresh -> new ArrayList<>()).add(value);
    }

    void part(String text, T value) {
      parts.add(text, value);
      hasParts = true;
    }

    TextIndex<T> build() {
      return new TextIndex<>(whole, parts.build(), hasParts);
    }
  }
}
