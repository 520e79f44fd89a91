package dev.redthread.engine.generated;

import dev.redthread.engine.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a reader of the findings knows: the last revision of each id. Complains when revisions or
 * versions go back, when nothing changed, or when a merged finding points to nothing.
 */
public final class Published {
  private final Map<String, Finding> latest = new LinkedHashMap<>();
  private final List<String> mergedNow = new ArrayList<>();
  private final boolean everyRevision;

  /**
   * @param everyRevision whether every revision is published and looked at when it is; if not, one
   *     may say what the last one said, and what a finding was merged into may be gone again
   */
  public Published(boolean everyRevision) {
    this.everyRevision = everyRevision;
  }

  public void add(Finding finding) {
    Finding before = latest.put(finding.id(), finding);
    if (before == null) {
      require(finding.status() == Finding.Status.OPEN, "first revision is not open", finding);
    } else {
      require(finding.revision() > before.revision(), "revision goes back", finding);
      require(finding.version() > before.version(), "version goes back", finding);
      require(!everyRevision || !isSame(before, finding), "nothing changed", finding);
      require(finding.detected() == before.detected(), "first detection moved", finding);
    }
    require(
        (finding.into() != null) == (finding.status() == Finding.Status.MERGED), "into", finding);
    if (finding.status() == Finding.Status.MERGED) {
      mergedNow.add(finding.id());
    }
  }

  /** To be called when everything that follows from it was published. */
  public void checkMerged() {
    for (String id : mergedNow) {
      String at = id;
      for (int hops = 0; latestOf(at).status() == Finding.Status.MERGED; hops++) {
        require(hops <= latest.size(), "merged in a circle", latestOf(id));
        at = String.valueOf(latestOf(at).into());
      }
      require(
          !everyRevision || latestOf(at).status() == Finding.Status.OPEN,
          "merged into what is not open",
          latestOf(id));
    }
    mergedNow.clear();
  }

  private Finding latestOf(String id) {
    Finding found = latest.get(id);
    if (found == null) {
      throw new AssertionError("merged into " + id + ", which was never published");
    }
    return found;
  }

  /** The findings that hold, by id. */
  public Map<String, Shown> open() {
    Map<String, Shown> open = new TreeMap<>();
    latest.forEach(
        (id, finding) -> {
          if (finding.status() == Finding.Status.OPEN) {
            open.put(id, Shown.of(finding));
          }
        });
    return open;
  }

  /** Every last revision, by id. */
  public Map<String, Finding> all() {
    return new HashMap<>(latest);
  }

  private static boolean isSame(Finding one, Finding other) {
    return one.status() == other.status()
        && Objects.equals(one.into(), other.into())
        && one.truncated() == other.truncated()
        && one.chain().equals(other.chain())
        && Shown.of(one).equals(Shown.of(other));
  }

  private static void require(boolean holds, String what, Finding finding) {
    if (!holds) {
      throw new AssertionError(what + ": " + finding);
    }
  }
}
