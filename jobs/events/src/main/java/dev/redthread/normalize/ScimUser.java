package dev.redthread.normalize;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code User} of SCIM (RFC 7643), as far as it says what the user is called. All in lower case.
 *
 * @param line where it begins
 * @param column where it begins
 * @param primary the value of the e-mail address that is marked as primary
 * @param emails all addresses
 * @param active false for one whose account is off
 */
record ScimUser(
    int line,
    int column,
    @Nullable String id,
    @Nullable String externalId,
    @Nullable String userName,
    @Nullable String employeeNumber,
    @Nullable String primary,
    List<String> emails,
    boolean active) {
  ScimUser {
    emails = List.copyOf(emails);
  }

  /** What it may be called as a person: the first of these that is nobody else's. */
  List<String> persons(ScimName name) {
    return present(value(name), userName);
  }

  private @Nullable String value(ScimName name) {
    return switch (name) {
      case EMAIL -> primary;
      case USER_NAME -> userName;
      case EXTERNAL_ID -> externalId;
      case ID -> id;
      case EMPLOYEE_NUMBER -> employeeNumber;
    };
  }

  /** Everything by which other systems may name it. */
  Set<String> identifiers() {
    Set<String> all = new LinkedHashSet<>(emails);
    all.addAll(present(userName, externalId, employeeNumber, id));
    return all;
  }

  private static List<String> present(@Nullable String... values) {
    return Stream.of(values).map(Optional::ofNullable).flatMap(Optional::stream).toList();
  }
}
