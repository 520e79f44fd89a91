package dev.redthread.pattern.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tactics and techniques of MITRE ATT&amp;CK that tags may name.
 *
 * <p>The list has the numbers of techniques and, after a colon, the greatest of their
 * sub-techniques, for Enterprise and Mobile as of version 19 (2026). What that version has
 * withdrawn stays known, since rules go on naming it: the tactic {@code defense-evasion}, now
 * {@code stealth} and {@code defense-impairment}, and T1562. Those of ICS that begin with a zero,
 * and those newer than the list, are not judged.
 */
final class AttackIds {
  static final List<String> TACTICS =
      List.of(
          "reconnaissance",
          "resource-development",
          "initial-access",
          "execution",
          "persistence",
          "privilege-escalation",
          "defense-evasion",
          "stealth",
          "defense-impairment",
          "credential-access",
          "discovery",
          "lateral-movement",
          "collection",
          "command-and-control",
          "exfiltration",
          "impact");

  private static final Pattern TECHNIQUE = Pattern.compile("t([0-9]{4})(?:\\.([0-9]{3}))?");
  private static final Pattern OTHER = Pattern.compile("[a-z]{1,2}[0-9]{4}");
  private static final int NEWEST = 1695;
  private static final Map<Integer, Integer> TECHNIQUES = techniques();

  private AttackIds() {}

  /**
   * Whether what stands behind {@code attack.} may be in ATT&amp;CK.
   *
   * @param name a tactic, or the id of a technique or of anything else
   */
  static boolean isKnown(String name) {
    Matcher technique = TECHNIQUE.matcher(name);
    if (!technique.matches()) {
      return OTHER.matcher(name).matches() || TACTICS.contains(name.replace('_', '-'));
    }
    int number = Integer.parseInt(technique.group(1));
    if (number > NEWEST || number < 1000) {
      return true;
    }
    Integer most = TECHNIQUES.get(number);
    String sub = technique.group(2);
    return most != null && (sub == null || between(Integer.parseInt(sub), 1, most));
  }

  private static boolean between(int number, int least, int most) {
    return number >= least && number <= most;
  }

  private static Map<Integer, Integer> techniques() {
    Map<Integer, Integer> known = new HashMap<>();
    try (InputStream in = AttackIds.class.getResourceAsStream("attack-techniques.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      for (String id : text.strip().split("\\s+")) {
        int colon = id.indexOf(':');
        known.put(
            Integer.valueOf(colon < 0 ? id : id.substring(0, colon)),
            colon < 0 ? 0 : Integer.parseInt(id.substring(colon + 1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(known);
  }
}
