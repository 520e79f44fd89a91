package dev.redthread.normalize;

import java.io.Serializable;
import java.util.Optional;

/**
 * A rule that turns identifiers of one form into persons, written as {@code corp\*,*@corp.example}:
 * what the star stands for, at least one character, is the same on both sides.
 *
 * @param identifier with one star
 * @param person with one star
 */
record CanonicalForm(String identifier, String person) implements Serializable {
  private static final String STAR = "*";

  CanonicalForm {
    if (!isOne(identifier) || !isOne(person)) {
      throw new IllegalArgumentException("a form has one star on each side");
    }
  }

  /** Whether a text has exactly one star. */
  static boolean isOne(String text) {
    return text.contains(STAR) && text.indexOf(STAR) == text.lastIndexOf(STAR);
  }

  /** How much of an identifier it fixes, in characters: the more, the more it is about it. */
  int fixed() {
    return identifier.length() - STAR.length();
  }

  /** The person of an identifier of this form. */
  Optional<String> person(String text) {
    int star = identifier.indexOf(STAR);
    String end = identifier.substring(star + STAR.length());
    if (text.length() <= fixed()
        || !text.startsWith(identifier.substring(0, star))
        || !text.endsWith(end)) {
      return Optional.empty();
    }
    return Optional.of(person.replace(STAR, text.substring(star, text.length() - end.length())));
  }
}
