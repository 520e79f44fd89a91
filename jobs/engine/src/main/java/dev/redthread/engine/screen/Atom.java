package dev.redthread.engine.screen;

/** What the index can look up: a test of an event that costs the same for any number of rules. */
sealed interface Atom {

  /** A field has this value; {@code text} is folded already unless cased. */
  record Equal(String field, String text, boolean cased) implements Atom {}

  /** A field's value has this text in it, which is not empty; folded already unless cased. */
  record Part(String field, String text, boolean cased) implements Atom {}

  /** Some field's value has this text in it, which is not empty; folded already unless cased. */
  record PartOfAny(String text, boolean cased) implements Atom {}

  /** A field is there, if only as a null. */
  record Present(String field) implements Atom {}
}
