package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which optional steps are attached to a chain, and by what.
 *
 * @param fills for each optional step, in the order of the file, its events or nothing
 */
record Attachment(List<@Nullable Fill> fills) {

  /**
   * Which of several is shown: the most steps, then those earlier in the file, then, from the last
   * step to the first, the latest anchor and the latest events inside a repetition.
   */
  static final Comparator<Attachment> CHOICE =
      Comparator.comparingInt((Attachment attachment) -> -attachment.present().size())
          .thenComparing(Attachment::present, Attachment::earlierSteps)
          .thenComparing(Attachment::laterEvents);

  private static final Comparator<List<RefEvent>> INSIDE = RefEvent.list(RefEvent.LATEST_FIRST);

  Attachment {
    fills = new ArrayList<>(fills);
  }

  /** The places of the attached steps among the optional ones. */
  private List<Integer> present() {
    List<Integer> present = new ArrayList<>();
    for (int i = 0; i < fills.size(); i++) {
      if (fills.get(i) != null) {
        present.add(i);
      }
    }
    return present;
  }

  private static int earlierSteps(List<Integer> one, List<Integer> other) {
    for (int i = 0; i < one.size(); i++) {
      int compared = one.get(i).compareTo(other.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  /** From the last step to the first: its anchor, then its events, the latest first. */
  private static int laterEvents(Attachment one, Attachment other) {
    for (int i = one.fills.size() - 1; i >= 0; i--) {
      Fill mine = one.fills.get(i);
      Fill others = other.fills.get(i);
      if (mine != null && others != null) {
        int anchors = RefEvent.ORDER.compare(others.anchor(), mine.anchor());
        int compared = anchors != 0 ? anchors : INSIDE.compare(mine.latest(), others.latest());
        if (compared != 0) {
          return compared;
        }
      }
    }
    return 0;
  }
}
