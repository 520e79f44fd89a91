package dev.redthread.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An event as a Java pattern sees it.
 *
 * <p><i>Errors:</i> {@link IllegalArgumentException} for a rule or field that the pattern's
 * document does not name: nobody would have read it.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public interface Event {

  /** When it happened, in milliseconds since 1970 UTC. */
  long time();

  /** The log source, such as {@code okta.system}. */
  String source();

  /** The vendor's own id of it. */
  String id();

  /** Whether it matches a rule, by the name under which the document names it. */
  boolean matches(String rule);

  /** All values of a field as text, as they are compared in rules; none when it is absent. */
  List<String> values(String field);

  /** The first value of a field, unless it is absent. */
  default Optional<String> value(String field) {
    return values(field).stream().findFirst();
  }

  /** The first value of a field as a number, unless it is absent or none. */
  default Optional<BigDecimal> number(String field) {
    try {
      return value(field).map(BigDecimal::new);
    } catch (NumberFormatException isNone) {
      return Optional.empty();
    }
  }
}
