package dev.redthread.incident.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The MITRE ATT&amp;CK tactics and techniques that Sigma tags name. A technique that is not in our
 * table keeps its id as its name.
 *
 * <p><i>Source:</i> ATT&amp;CK for Enterprise, version 19, ids and names; the Sigma specification's
 * tags.
 *
 * @param tactics ids of tactics, in the order of their ids
 * @param techniques ids of techniques, parents of sub-techniques included
 * @param subtechniques ids of sub-techniques
 */
record AttackTags(List<String> tactics, List<String> techniques, List<String> subtechniques) {

  private static final String NAMESPACE = "attack.";
  private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");
  private static final Map<String, String> NAMES = names();
  private static final Map<String, String> TACTIC_IDS = tacticIds();

  static AttackTags of(List<String> tags) {
    TreeSet<String> tactics = new TreeSet<>();
    TreeSet<String> techniques = new TreeSet<>();
    TreeSet<String> subtechniques = new TreeSet<>();
    for (String tag : tags) {
      String lower = tag.toLowerCase(Locale.ROOT);
      if (!lower.startsWith(NAMESPACE)) {
        continue;
      }
      String name = lower.substring(NAMESPACE.length());
      String tactic = TACTIC_IDS.get(name.replace('_', '-'));
      String id = name.toUpperCase(Locale.ROOT);
      if (tactic != null) {
        tactics.add(tactic);
      } else if (TECHNIQUE.matcher(id).matches()) {
        int dot = id.indexOf('.');
        techniques.add(dot < 0 ? id : id.substring(0, dot));
        if (dot >= 0) {
          subtechniques.add(id);
        }
      }
    }
    return new AttackTags(
        List.copyOf(tactics), List.copyOf(techniques), List.copyOf(subtechniques));
  }

  static String name(String id) {
    return NAMES.getOrDefault(id, id);
  }

  void write(JsonTree json) {
    if (tactics.isEmpty() && techniques.isEmpty()) {
      return;
    }
    json.set("threat.framework", "MITRE ATT&CK")
        .setAll("threat.tactic.id", tactics)
        .setAll("threat.tactic.name", names(tactics))
        .setAll("threat.technique.id", techniques)
        .setAll("threat.technique.name", names(techniques))
        .setAll("threat.technique.subtechnique.id", subtechniques)
        .setAll("threat.technique.subtechnique.name", names(subtechniques));
  }

  private static List<String> names(List<String> ids) {
    return ids.stream().map(AttackTags::name).toList();
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    try (InputStream in = AttackTags.class.getResourceAsStream("attack.tsv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        names.put(line.substring(0, tab), line.substring(tab + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(names);
  }

  /**
   * Tactics by the name that tags use, e.g. {@code initial-access}. Version 19 gave one of them
   * another name, and its tags are in nearly all rules.
   */
  private static Map<String, String> tacticIds() {
    Map<String, String> ids = new HashMap<>();
    NAMES.forEach(
        (id, name) -> {
          if (id.startsWith("TA")) {
            ids.put(name.toLowerCase(Locale.ROOT).replace(' ', '-'), id);
          }
        });
    ids.put("defense-evasion", "TA0005");
    return Map.copyOf(ids);
  }
}
