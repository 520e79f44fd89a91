package dev.redthread.cli.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A day of somebody's life as far as logs can see it.
 *
 * @param person whose
 * @param date which
 * @param begin when they sign in first
 * @param length how long they work
 * @param network where they sit
 * @param device what they work on
 * @param unusual what the identity provider has not seen of them before
 * @param session the session of the day
 * @param dice their chance on that day
 */
record Day(
    Person person,
    LocalDate date,
    Instant begin,
    Duration length,
    Network network,
    Device device,
    Set<String> unusual,
    String session,
    Dice dice) {

  /** Some moment of the working day, not in its first ten minutes. */
  Instant sometime() {
    return begin.plus(dice.between(Duration.ofMinutes(10), length));
  }

  Account account() {
    return person.account();
  }
}
