package dev.redthread.normalize;

import java.util.regex.Pattern;

/**
 * Ids of Salesforce in their long form. The three more characters say which letters of the fifteen
 * are capital, five letters each.
 */
final class SalesforceId {
  private static final Pattern SHORT = Pattern.compile("[0-9A-Za-z]{15}");
  private static final String CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  private static final int GROUP = 5;

  private SalesforceId() {}

  /** The 18 characters of an id of 15; any other text as it is. */
  static String longForm(String id) {
    if (!SHORT.matcher(id).matches()) {
      return id;
    }
    StringBuilder whole = new StringBuilder(id);
    for (int from = 0; from < id.length(); from += GROUP) {
      int capitals = 0;
      for (int i = 0; i < GROUP; i++) {
        char letter = id.charAt(from + i);
        capitals |= letter >= 'A' && letter <= 'Z' ? 1 << i : 0;
      }
      whole.append(CHECKS.charAt(capitals));
    }
    return whole.toString();
  }
}
