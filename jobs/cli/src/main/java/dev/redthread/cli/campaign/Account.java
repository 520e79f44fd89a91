package dev.redthread.cli.campaign;

import java.util.Locale;

/**
 * A person's accounts: one human being under the identifiers that the vendors know them by.
 *
 * @param email the company's address, the same everywhere
 * @param name for people
 * @param oktaId Okta's user id
 * @param googleId Google's profile id
 * @param microsoftKey Microsoft's user key
 */
record Account(String email, String name, String oktaId, String googleId, String microsoftKey) {

  /** An account of somebody at a domain, with ids that follow from the address. */
  static Account of(String name, String domain) {
    String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@" + domain;
    Ids ids = new Ids(email.hashCode());
    return new Account(email, name, ids.letters("00u", 17), ids.digits(21), "10032" + ids.hex(11));
  }
}
