package dev.redthread.event;

import java.io.Serializable;
import java.util.Collections;
import java.util.Set;

/**
 * Kinds of names of persons that a source has, of which records say whose they are.
 *
 * @param followed those by which its events may go
 * @param said those of which its own records say whose they are
 */
public record LinkedNames(Set<String> followed, Set<String> said) implements Serializable {
  public static final LinkedNames NONE = new LinkedNames(Set.of(), Set.of());

  public LinkedNames {
    followed = Set.copyOf(followed);
    said = Set.copyOf(said);
  }

  /** Whether records of another source may say whose a name is that events here go by. */
  boolean areSaidBy(LinkedNames other) {
    return !Collections.disjoint(followed, other.said);
  }
}
