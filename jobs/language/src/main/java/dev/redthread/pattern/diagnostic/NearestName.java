package dev.redthread.pattern.diagnostic;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which of the known names an unknown one was meant to be. */
public final class NearestName {
  private static final int LONGEST = 120;

  private NearestName() {}

  /** A question that names the nearest of the known names, or null when none is near. */
  public static @Nullable String hint(String unknown, Collection<String> known) {
    String nearest = of(unknown, known);
    return nearest == null ? null : "did you mean `" + nearest + "`?";
  }

  /** The nearest known name, the first in alphabetical order among equals, or null. */
  public static @Nullable String of(String unknown, Collection<String> known) {
    if (unknown.length() > LONGEST) {
      return null;
    }
    String best = null;
    int bestDistance = Math.max(1, Math.min(4, unknown.length() / 3)) + 1;
    for (String name : known.stream().sorted().toList()) {
      if (Math.abs(name.length() - unknown.length()) < bestDistance) {
        int distance = distance(unknown.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        if (distance < bestDistance) {
          best = name;
          bestDistance = distance;
        }
      }
    }
    return best;
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cell(a, b, i, j, table);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int cell(String a, String b, int i, int j, int[][] table) {
    int replace = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
  }
}
