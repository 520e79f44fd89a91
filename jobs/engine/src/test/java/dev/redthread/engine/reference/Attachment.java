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
   * step to the first, the latest event; then the latest events inside repetitions.
   */
  static final Comparator<Attachment> CHOICE =
      Comparator.comparingInt((Attachment attachment) -> -attachment.present().size())
          .thenComparing(Attachment::present, Attachment::earlierSteps)
          .thenComparing(Attachment::anchorsFromLast, RefEvent.list(RefEvent.ORDER.reversed()))
          .thenComparing(Attachment::latestInside, RefEvent.list(RefEvent.LATEST_FIRST));

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

  private List<RefEvent> anchorsFromLast() {
    List<RefEvent> anchors = new ArrayList<>();
    for (Fill fill : fills) {
      if (fill != null) {
        anchors.add(0, fill.anchor());
      }
    }
    return anchors;
  }

  private List<RefEvent> latestInside() {
    List<RefEvent> all = new ArrayList<>();
    for (Fill fill : fills) {
      if (fill != null) {
        all.addAll(fill.events().stream().sorted(RefEvent.LATEST_FIRST).toList());
      }
    }
    return all;
  }
}
