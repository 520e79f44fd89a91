package dev.redthread.normalize;

import dev.redthread.event.Value;
import dev.redthread.normalize.DerivedField.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * The tables that {@link DerivedField}s are looked up in, as they are at one time.
 *
 * <p><i>Thread safety:</i> of every kind: immutable.
 */
public interface Tables {

  /** No table has anything. */
  Tables NONE =
      new Tables() {
        @Override
        public @Nullable Value find(Lookup lookup, String text) {
          return null;
        }

        @Override
        public String origin(Lookup lookup, String text) {
          return "";
        }
      };

  /** What a table says of a value, or null where it says nothing. */
  @Nullable Value find(Lookup lookup, String text);

  /** Where the table says so: its file and line, and what stands there; for people. */
  String origin(Lookup lookup, String text);
}
