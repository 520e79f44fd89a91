package dev.redthread.event;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One object for equal ones among what is read from bytes. A million events have the same twenty
 * names of fields and, in most fields, one of a few values; kept in memory they would hold a
 * million copies.
 *
 * <p>It remembers what was read last in each of its places and nothing more, so what occurs once
 * costs a place until the next comes, and whether two equal objects are one is never certain.
 *
 * <p><i>Thread safety:</i> any thread; at worst two of them keep an object each.
 */
public final class Shared<T> {
  private static final int PLACES = 1 << 13;

  /** Longer texts hardly occur twice, and would be held for long. */
  private static final int LONGEST = 256;

  private static final Shared<String> TEXTS = new Shared<>(PLACES);
  private static final Shared<Value> VALUES = new Shared<>(PLACES);
  private static final Shared<Names> NAMES = new Shared<>(PLACES);

  private final AtomicReferenceArray<@Nullable T> places;

  /**
   * @param places how many objects it remembers at most, a power of two
   */
  Shared(int places) {
    this.places = new AtomicReferenceArray<>(places);
  }

  /** The same text, of which many values are likely to have one. */
  public static String text(String text) {
    return text.length() > LONGEST ? text : TEXTS.one(text);
  }

  /** The same value; of a text also the same text that {@link #text} gives. */
  static Value value(Value value) {
    if (value instanceof Value.Text text) {
      return text.value().length() > LONGEST
          ? value
          : VALUES.one(new Value.Text(text(text.value())));
    }
    return value instanceof Value.Many ? value : VALUES.one(value);
  }

  /** The same names in the same order, each a shared text; nobody may change them. */
  static String[] names(String[] names) {
    return NAMES.one(new Names(names)).names;
  }

  /** An object that equals this one. */
  T one(T object) {
    int hash = object.hashCode();
    int place = (hash ^ (hash >>> 16)) & (places.length() - 1);
    // Plain: what is shared is immutable, and an old answer is an equal one or none.
    T known = places.getPlain(place);
    if (object.equals(known)) {
      return known;
    }
    places.setPlain(place, object);
    return object;
  }

  /** Names of fields, compared by content. */
  private static final class Names {
    private final String[] names;
    private final int hash;

    Names(String[] names) {
      this.names = names;
      this.hash = Arrays.hashCode(names);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Names that && Arrays.equals(names, that.names);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
