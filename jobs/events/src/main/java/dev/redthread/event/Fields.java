package dev.redthread.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event by dotted name, sorted by name.
 *
 * <p><i>Cost:</i> two arrays and a binary search; events have some twenty fields.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class Fields implements Serializable {
  private static final long serialVersionUID = 1;

  public static final Fields NONE = new Fields(new String[0], new Value[0]);

  private final String[] names;
  private final Value[] values;
  private final transient @Nullable Function<String, @Nullable Value> derived;

  private Fields(String[] names, Value[] values) {
    this(names, values, null);
  }

  private Fields(
      String[] names, Value[] values, @Nullable Function<String, @Nullable Value> derived) {
    this.names = names;
    this.values = values;
    this.derived = derived;
  }

  public static Fields of(Map<String, Value> fields) {
    NavigableMap<String, Value> sorted = new TreeMap<>(fields);
    return new Fields(
        sorted.keySet().toArray(new String[0]), sorted.values().toArray(new Value[0]));
  }

  /**
   * Fields whose names are in ascending order already.
   *
   * <p><i>Errors:</i> {@link IllegalArgumentException} when they are not.
   */
  public static Fields sorted(List<String> names, List<Value> values) {
    return new Fields(checked(names, values), values.toArray(new Value[0]));
  }

  /** As {@link #sorted}, with names that other events have too. */
  static Fields shared(List<String> names, List<Value> values) {
    return new Fields(Shared.names(checked(names, values)), values.toArray(new Value[0]));
  }

  private static String[] checked(List<String> names, List<Value> values) {
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(names.size() + " names and " + values.size() + " values");
    }
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
        throw new IllegalArgumentException(
            names.get(i) + " does not come after " + names.get(i - 1));
      }
    }
    return names.toArray(new String[0]);
  }

  /** The value of a field, or null when it is absent. */
  public @Nullable Value get(String name) {
    int index = Arrays.binarySearch(names, name);
    return index >= 0 ? values[index] : derived == null ? null : derived.apply(name);
  }

  /**
   * These fields, to which others seem to be added: {@link #get} makes a field that is not there
   * when it is asked for. Nothing else sees it, so this is for asking and not for keeping.
   */
  public Fields deriving(Function<String, @Nullable Value> others) {
    return new Fields(names, values, others);
  }

  public int size() {
    return names.length;
  }

  /** The name at a place from 0 to {@link #size()} - 1, in ascending order. */
  public String name(int place) {
    return names[place];
  }

  public Value value(int place) {
    return values[place];
  }

  public void forEach(BiConsumer<String, Value> consumer) {
    for (int i = 0; i < names.length; i++) {
      consumer.accept(names[i], values[i]);
    }
  }

  public List<String> names() {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /** These fields with one of them set. */
  public Fields with(String name, Value value) {
    NavigableMap<String, Value> fields = new TreeMap<>();
    forEach(fields::put);
    fields.put(name, value);
    return of(fields);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fields that
        && Arrays.equals(names, that.names)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    forEach((name, value) -> parts.add(name + "=" + value.text()));
    return parts.toString();
  }
}
