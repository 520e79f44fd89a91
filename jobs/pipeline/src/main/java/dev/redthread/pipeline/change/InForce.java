package dev.redthread.pipeline.change;

import dev.redthread.engine.Decided;
import java.util.HashMap;
import java.util.Map;

/**
 * What a task goes by.
 *
 * @param version the pattern files
 * @param forms of each pattern of it, by id: which form it has, and since when it has that
 */
public record InForce(PatternVersion version, Map<String, Decided> forms) {
  public InForce {
    forms = Map.copyOf(forms);
  }

  public long number() {
    return version.number();
  }

  /**
   * By pattern: from when on events were screened for it, where that was not from the beginning.
   */
  public Map<String, Long> completeSince() {
    Map<String, Long> since = new HashMap<>();
    forms.forEach(
        (id, form) -> {
          Long from = form.completeSince();
          if (from != null) {
            since.put(id, from);
          }
        });
    return since;
  }

  /** Whether a pattern of it decides as it did in another version, and is in both. */
  public boolean decidesLike(InForce other, String pattern) {
    Decided here = forms.get(pattern);
    Decided there = other.forms.get(pattern);
    return here != null
        && there != null
        && here.fingerprint().matching() == there.fingerprint().matching()
        && here.fingerprint().keys() == there.fingerprint().keys();
  }
}
