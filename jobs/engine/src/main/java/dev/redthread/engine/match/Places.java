package dev.redthread.engine.match;

import java.util.Arrays;

/**
 * A few places of a timeline, in order.
 *
 * <p><i>Cost:</i> by how many they are, however long the timeline is: a set of bits would cost the
 * events before the first of them.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Places {
  private int[] places = new int[4];
  private int size;

  boolean has(int place) {
    return find(place) >= 0;
  }

  void add(int place) {
    int at = find(place);
    if (at >= 0) {
      return;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    System.arraycopy(places, ~at, places, ~at + 1, size - ~at);
    places[~at] = place;
    size++;
  }

  void addAll(Places others) {
    for (int i = 0; i < others.size; i++) {
      add(others.places[i]);
    }
  }

  void remove(int place) {
    int at = find(place);
    if (at >= 0) {
      System.arraycopy(places, at + 1, places, at, size - at - 1);
      size--;
    }
  }

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  boolean hasAll(Places others) {
    for (int i = 0; i < others.size; i++) {
      if (!has(others.places[i])) {
        return false;
      }
    }
    return true;
  }

  /** The first of them from a place on, or -1. */
  int next(int from) {
    int found = find(from);
    int at = found < 0 ? ~found : found;
    return at < size ? places[at] : -1;
  }

  /** The last of them, or -1. */
  int last() {
    return size == 0 ? -1 : places[size - 1];
  }

  int[] toArray() {
    return Arrays.copyOf(places, size);
  }

  /** Where a place is among them, else the complement of where it would be. */
  private int find(int place) {
    return size == 0 || places[size - 1] < place
        ? ~size
        : Arrays.binarySearch(places, 0, size, place);
  }
}
