package dev.redthread.normalize;

import dev.redthread.normalize.SourceMapping.NamedValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths that are asked for, as a tree by key. Each path has a slot, a number under which its
 * values are collected. Dots in a key and levels of nesting are the same, so {@code {"a.b":1}} and
 * {@code {"a":{"b":1}}} both hold {@code a.b}; arrays are no level.
 *
 * <p>{@code target[type=User].id} takes only those objects of {@code target} whose {@code type} is
 * {@code User}; several values are parted by {@code |}.
 */
final class PathTrie {
  private final Node root = new Node();
  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Integer> splitSlots = new ArrayList<>();
  private final List<String> splitPaths;

  /** A key of the tree. */
  static final class Node {
    private static final int[] NO_SLOTS = {};
    private static final Node NOTHING = new Node();

    /** Of more or longer keys than these a hostile record could have any number. */
    private static final int MOST_KNOWN = 500;

    private static final int LONGEST_KNOWN = 60;

    final Map<String, Node> children = new HashMap<>();
    final List<Filter> filters = new ArrayList<>();
    int[] slots = NO_SLOTS;
    boolean wrapper;
    boolean split;
    boolean embedded;
    boolean pairs;
    @Nullable NamedValues list;

    /** What was found below keys that records have had, {@link #NOTHING} included. */
    private final Map<String, Node> known = new HashMap<>();

    /**
     * The node below a key, or null when nothing below it is asked for.
     *
     * <p><i>Cost:</i> next to nothing for a key that was seen before, since a parser gives the same
     * text each time.
     */
    @Nullable Node child(String key) {
      Node seen = known.get(key);
      if (seen != null) {
        return seen == NOTHING ? null : seen;
      }
      Node child = find(key);
      if (known.size() < MOST_KNOWN && key.length() <= LONGEST_KNOWN) {
        known.put(key, child == null ? NOTHING : child);
      }
      return child;
    }

    private @Nullable Node find(String key) {
      Node child = children.get(key);
      if (child != null || key.indexOf('.') < 0) {
        return child;
      }
      Node at = this;
      for (String part : key.split("\\.", -1)) {
        at = at.children.get(part);
        if (at == null) {
          return null;
        }
      }
      return at;
    }
  }

  /** Keeps the values of some slots only where another slot of the same object has a value. */
  record Filter(int test, Set<String> allowed, List<Integer> kept) {}

  PathTrie(SourceMapping mapping) {
    splitPaths = mapping.split();
    for (String path : mapping.split()) {
      node(path).split = true;
    }
    shareSplits();
    for (String key : mapping.records()) {
      node(key).wrapper = true;
    }
    for (NamedValues list : mapping.lists()) {
      node(list.path()).list = list;
    }
    for (String path : mapping.embedded()) {
      node(path).embedded = true;
    }
    for (String path : mapping.pairs()) {
      node(path).pairs = true;
    }
  }

  /** The paths of {@code split} are names of one list: they share what is below them. */
  private void shareSplits() {
    for (int i = 1; i < splitPaths.size(); i++) {
      String path = splitPaths.get(i);
      int dot = path.lastIndexOf('.');
      Node parent = dot < 0 ? root : node(path.substring(0, dot));
      parent.children.put(path.substring(dot + 1), node(splitPaths.get(0)));
    }
  }

  /** Whether somebody asks for the values of a path. */
  boolean asks(String path) {
    Node node = root.child(path);
    return node != null && node.slots.length > 0;
  }

  Node root() {
    return root;
  }

  int slotCount() {
    return slots.size();
  }

  /** The slots below the list that is split. */
  List<Integer> splitSlots() {
    return splitSlots;
  }

  /** The slot of a path, new or known. */
  int slot(String path) {
    Integer known = slots.get(path);
    if (known != null) {
      return known;
    }
    int slot = slots.size();
    slots.put(path, slot);
    Node at = root;
    StringBuilder walked = new StringBuilder();
    List<Filter> filters = new ArrayList<>();
    for (String segment : segments(path)) {
      int bracket = segment.indexOf('[');
      String key = bracket < 0 ? segment : segment.substring(0, bracket);
      at = at.children.computeIfAbsent(key, unknown -> new Node());
      walked.append(walked.isEmpty() ? "" : ".").append(key);
      if (bracket >= 0 && segment.endsWith("]")) {
        filters.add(
            filter(at, walked.toString(), segment.substring(bracket + 1, segment.length() - 1)));
      }
    }
    at.slots = Arrays.copyOf(at.slots, at.slots.length + 1);
    at.slots[at.slots.length - 1] = slot;
    filters.forEach(filter -> filter.kept().add(slot));
    if (splitPaths.stream().anyMatch(split -> isBelow(walked.toString(), split))) {
      splitSlots.add(slot);
    }
    return slot;
  }

  private Filter filter(Node node, String path, String test) {
    int equals = test.indexOf('=');
    String key = equals < 0 ? test : test.substring(0, equals);
    Set<String> allowed =
        Set.copyOf(Arrays.asList(test.substring(equals < 0 ? 0 : equals + 1).split("\\|", -1)));
    Filter filter = new Filter(slot(path + "." + key), allowed, new ArrayList<>());
    node.filters.add(filter);
    return filter;
  }

  private static boolean isBelow(String path, String split) {
    return path.equals(split) || path.startsWith(split + ".");
  }

  private Node node(String path) {
    Node at = root;
    for (String segment : segments(path)) {
      at = at.children.computeIfAbsent(segment, unknown -> new Node());
    }
    return at;
  }

  /** Parts a path at its dots, but not inside brackets. */
  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    StringBuilder segment = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < path.length(); i++) {
      char character = path.charAt(i);
      depth += character == '[' ? 1 : character == ']' ? -1 : 0;
      if (character == '.' && depth == 0) {
        segments.add(segment.toString());
        segment.setLength(0);
      } else {
        segment.append(character);
      }
    }
    segments.add(segment.toString());
    return segments;
  }
}
