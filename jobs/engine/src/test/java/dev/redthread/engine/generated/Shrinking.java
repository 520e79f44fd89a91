package dev.redthread.engine.generated;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a failing case small: leaves out arrivals for as long as it still fails. */
public final class Shrinking {

  private Shrinking() {}

  /**
   * Throws the smallest failure.
   *
   * @param failure what is wrong with a case, or null
   */
  public static void fail(
      GeneratedCase generated, String how, Function<GeneratedCase, @Nullable Throwable> failure) {
    GeneratedCase smallest = generated;
    Throwable last = null;
    for (int i = 0; i < smallest.arrivals().size(); ) {
      GeneratedCase fewer = smallest.without(i);
      Throwable still = failure.apply(fewer);
      if (still == null) {
        i++;
      } else {
        smallest = fewer;
        last = still;
        i = 0;
      }
    }
    Throwable cause = last == null ? failure.apply(smallest) : last;
    throw new AssertionError(smallest + "\n" + how + "\n" + cause, cause);
  }
}
