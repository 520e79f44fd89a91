package dev.redthread.pattern.model;

import java.util.List;

/** A condition over the selections of a detection. */
public sealed interface Condition {

  /** The first name in it. */
  default Word first() {
    if (this instanceof Both both) {
      return both.parts.get(0).first();
    } else if (this instanceof Either either) {
      return either.parts.get(0).first();
    } else if (this instanceof Negated negated) {
      return negated.part.first();
    } else if (this instanceof Name named) {
      return named.name;
    }
    return ((Quantified) this).glob;
  }

  /** {@code a and b}. */
  record Both(List<Condition> parts) implements Condition {
    public Both {
      parts = List.copyOf(parts);
    }
  }

  /** {@code a or b}. */
  record Either(List<Condition> parts) implements Condition {
    public Either {
      parts = List.copyOf(parts);
    }
  }

  /** {@code not a}. */
  record Negated(Condition part) implements Condition {}

  /** The name of a selection. */
  record Name(Word name) implements Condition {}

  /**
   * {@code 1 of x*}, {@code all of x*}, {@code 1 of them}.
   *
   * @param all whether all must hold, else one
   * @param glob which selections; {@code *} for {@code them}
   */
  record Quantified(boolean all, Word glob) implements Condition {

    /** Whether a selection is meant; those that begin with {@code _} never are. */
    public boolean covers(String selection) {
      return !selection.startsWith("_") && matches(glob.text(), selection);
    }

    private static boolean matches(String glob, String name) {
      String[] pieces = glob.split("\\*", -1);
      if (pieces.length == 1) {
        return glob.equals(name);
      }
      String last = pieces[pieces.length - 1];
      if (!name.startsWith(pieces[0])) {
        return false;
      }
      int at = pieces[0].length();
      for (int i = 1; i < pieces.length - 1; i++) {
        int found = name.indexOf(pieces[i], at);
        if (found < 0) {
          return false;
        }
        at = found + pieces[i].length();
      }
      return name.length() - last.length() >= at && name.endsWith(last);
    }
  }
}
