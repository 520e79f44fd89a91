package dev.redthread.engine.screen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds which of many texts a value has in it, in one pass over the value: a trie of the texts,
 * whose states know where to go on when the next character fits nothing.
 *
 * <p><i>Cost:</i> linear in the value and in what is found, for any number of texts; some twenty
 * bytes for each character of the texts.
 *
 * <p><i>Thread safety:</i> immutable; the lists found are the builder's.
 *
 * <p><i>Source:</i> Aho and Corasick, "Efficient string matching", Communications of the ACM 18(6),
 * 1975.
 */
final class Substrings<T> {
  private static final int ROOT = 0;
  private static final int NONE = -1;
  private static final int ASCII = 128;

  /** The characters that lead on from each state, ascending, and where to. */
  private final char[] characters;

  private final int[] targets;

  /** Where the characters of each state begin; one more than there are states. */
  private final int[] first;

  /** The state of the longest proper end of a state's text that is a state too. */
  private final int[] fallback;

  /** The nearest state along the fallbacks, from the state itself, that ends a text. */
  private final int[] ending;

  private final List<List<T>> found;
  private final int[] fromRoot = new int[ASCII];

  private Substrings(List<Node<T>> nodes) {
    int states = nodes.size();
    characters = new char[states - 1];
    targets = new int[states - 1];
    first = new int[states + 1];
    fallback = new int[states];
    ending = new int[states];
    found = nodes.stream().map(node -> List.copyOf(node.found)).toList();
    int edge = 0;
    for (int state = 0; state < states; state++) {
      first[state] = edge;
      for (Map.Entry<Character, Node<T>> next : nodes.get(state).next.entrySet()) {
        characters[edge] = next.getKey();
        targets[edge++] = next.getValue().state;
      }
    }
    first[states] = edge;
    for (int i = first[ROOT]; i < first[ROOT + 1]; i++) {
      if (characters[i] < ASCII) {
        fromRoot[characters[i]] = targets[i];
      }
    }
    linkFallbacks();
  }

  /** States are numbered by depth, so each one's fallback is linked before it is needed. */
  private void linkFallbacks() {
    ending[ROOT] = NONE;
    for (int state = 0; state < found.size(); state++) {
      for (int i = first[state]; i < first[state + 1]; i++) {
        int target = targets[i];
        fallback[target] = state == ROOT ? ROOT : next(fallback[state], characters[i]);
        ending[target] = found.get(target).isEmpty() ? ending[fallback[target]] : target;
      }
    }
  }

  /** Passes on what belongs to each text that the value has in it, once for each place. */
  void find(String value, Consumer<? super List<T>> consumer) {
    int state = ROOT;
    for (int i = 0; i < value.length(); i++) {
      state = next(state, value.charAt(i));
      for (int end = ending[state]; end != NONE; end = ending[fallback[end]]) {
        consumer.accept(found.get(end));
      }
    }
  }

  private int next(int from, char character) {
    for (int state = from; state != ROOT; state = fallback[state]) {
      int target = edge(state, character);
      if (target != NONE) {
        return target;
      }
    }
    return character < ASCII ? fromRoot[character] : Math.max(ROOT, edge(ROOT, character));
  }

  private int edge(int state, char character) {
    int place = Arrays.binarySearch(characters, first[state], first[state + 1], character);
    return place < 0 ? NONE : targets[place];
  }

  /** Collects the texts; not thread-safe. */
  static final class Builder<T> {
    private final Node<T> root = new Node<>();

    /** The text is not empty. */
    void add(String text, T value) {
      Node<T> node = root;
      for (int i = 0; i < text.length(); i++) {
        node = node.next.computeIfAbsent(text.charAt(i), character -> new Node<>());
      }
      node.found.add(value);
    }

    Substrings<T> build() {
      List<Node<T>> byDepth = new ArrayList<>();
      Deque<Node<T>> open = new ArrayDeque<>(List.of(root));
      while (!open.isEmpty()) {
        Node<T> node = open.remove();
        node.state = byDepth.size();
        byDepth.add(node);
        open.addAll(node.next.values());
      }
      return new Substrings<>(byDepth);
    }
  }

  private static final class Node<T> {
    private final TreeMap<Character, Node<T>> next = new TreeMap<>();
    private final List<T> found = new ArrayList<>();
    private int state;
  }
}
