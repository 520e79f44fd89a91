package dev.redthread.cli.campaign;

/**
 * Somebody who works at a company, with what they use.
 *
 * @param number their place in the company
 * @param account who they are
 * @param team what they do
 * @param microsoft whether they work with Microsoft 365 rather than Google Workspace
 * @param hoursFromUtc their time zone
 * @param home the network at home
 * @param office the network of their office
 * @param mobile the network of their phone
 * @param laptop the computer they work on
 * @param phone the phone in their pocket
 * @param phoneGuid the phone for the mobile threat defence
 */
record Person(
    int number,
    Account account,
    Team team,
    boolean microsoft,
    int hoursFromUtc,
    Network home,
    Network office,
    Network mobile,
    Device laptop,
    Device phone,
    String phoneGuid) {

  /** What somebody does, which decides on what they open and export. */
  enum Team {
    ENGINEERING,
    ANALYTICS,
    DATA_PLATFORM,
    SUPPORT,
    PRODUCT,
    SALES,
    FINANCE,
    IT
  }
}
