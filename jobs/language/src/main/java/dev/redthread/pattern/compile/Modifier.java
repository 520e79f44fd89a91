package dev.redthread.pattern.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sigma's value modifiers. */
public enum Modifier {
  ALL(Kind.LOGIC),
  NEQ(Kind.LOGIC),
  CASED(Kind.LOGIC),
  CONTAINS(Kind.POSITION),
  STARTSWITH(Kind.POSITION),
  ENDSWITH(Kind.POSITION),
  WINDASH(Kind.ENCODING),
  BASE64(Kind.ENCODING),
  BASE64OFFSET(Kind.ENCODING),
  WIDE(Kind.ENCODING),
  UTF16LE(Kind.ENCODING),
  UTF16BE(Kind.ENCODING),
  UTF16(Kind.ENCODING),
  RE(Kind.TYPE),
  CIDR(Kind.TYPE),
  EXISTS(Kind.TYPE),
  FIELDREF(Kind.TYPE),
  LT(Kind.TYPE),
  LTE(Kind.TYPE),
  GT(Kind.TYPE),
  GTE(Kind.TYPE),
  EXPAND(Kind.ENCODING),
  I(Kind.FLAG),
  M(Kind.FLAG),
  S(Kind.FLAG),
  MINUTE(Kind.PART),
  HOUR(Kind.PART),
  DAY(Kind.PART),
  WEEK(Kind.PART),
  MONTH(Kind.PART),
  YEAR(Kind.PART);

  private final Kind kind;

  Modifier(Kind kind) {
    this.kind = kind;
  }

  /** What it changes. */
  public Kind kind() {
    return kind;
  }

  /** As it is written. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it compares numbers. */
  boolean isComparison() {
    return this == LT || this == LTE || this == GT || this == GTE;
  }

  static Optional<Modifier> byId(String id) {
    return Arrays.stream(values()).filter(modifier -> modifier.id().equals(id)).findFirst();
  }

  /** As they are written. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Modifier::id).toList();
  }

  /** What a modifier changes. */
  public enum Kind {
    /** How tests are joined and compared. */
    LOGIC,
    /** Where in the value the text stands. */
    POSITION,
    /** The text itself. */
    ENCODING,
    /** What the text means. */
    TYPE,
    /** How an expression is read. */
    FLAG,
    /** Which part of a date is compared. */
    PART
  }
}
