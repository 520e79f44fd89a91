package dev.redthread.pipeline.operator;

import dev.redthread.engine.Detector;
import dev.redthread.engine.Progress;
import dev.redthread.engine.Standing;
import dev.redthread.incident.document.ProgressDocument.Status;
import dev.redthread.pipeline.metrics.PatternMeters;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.Uids;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Publishes how far the current key has come with its pattern: the first time at once, changes at
 * most one in a second, the last always.
 *
 * <p>A busy key is also looked at only once in a second, since that reads its timeline. For the end
 * of the input, where timers in processing time no longer fire, there is one at the end of the
 * received clock for as long as one of them is set.
 *
 * <p><i>Invariants:</i> what stands as open is in state, so that it is closed when it expires or is
 * completed, also after a restore.
 */
final class HalfFinishedChains {
  static final ValueStateDescriptor<ProgressPace> PACES =
      new ValueStateDescriptor<>(Uids.PROGRESS, WireTypes.PROGRESS_PACE);

  /** So many events may be read for every arrival. */
  private static final int FEW = 64;

  private static final long NEVER = Long.MAX_VALUE;

  private final KeyedCell<ProgressPace> paces;
  private final Detector detector;
  private final KeyedTimeline timeline;
  private final Documents documents;
  private final PatternMeters meters;

  HalfFinishedChains(
      RuntimeContext context,
      Detector detector,
      KeyedTimeline timeline,
      Documents documents,
      PatternMeters meters) {
    paces = new KeyedCell<>(context.getState(PACES));
    this.detector = detector;
    this.timeline = timeline;
    this.documents = documents;
    this.meters = meters;
  }

  /**
   * The key's timeline or the received clock may have changed something.
   *
   * @return when the received clock will, or {@link Long#MAX_VALUE}
   */
  long look(TimelineKey key, TimerService timers, Consumer<Document> out) {
    if (!detector.tracksProgress(key.pattern())) {
      return NEVER; // what was said before that was so is taken back by the key's timer
    }
    ProgressPace pace = paces.get();
    if (pace != null && isResting(pace, timers.currentProcessingTime()) && !isOver(timers)) {
      if (!pace.waiting()) {
        paces.put(pace.withWaiting(true));
      }
      Progress published = pace.published();
      return published == null || timers.currentWatermark() > published.expires()
          ? NEVER
          : after(published);
    }
    return compare(key, pace, timers, out);
  }

  /** Looks at what waited for its second to be over; otherwise as {@link #look}. */
  long onProcessingTime(TimelineKey key, long timer, TimerService timers, Consumer<Document> out) {
    if (!detector.tracksProgress(key.pattern())) {
      close(timers, out);
      return NEVER;
    }
    ProgressPace pace = paces.get();
    if (pace == null || isResting(pace, Math.max(timer, timers.currentProcessingTime()))) {
      return NEVER;
    }
    if (pace.waiting()) {
      return compare(key, pace, timers, out);
    }
    if (pace.published() == null) {
      paces.clear();
    }
    return NEVER;
  }

  /** Takes back what was said, of a pattern of which nothing more will be. */
  void close(TimerService timers, Consumer<Document> out) {
    ProgressPace pace = paces.get();
    if (pace == null) {
      return;
    }
    Progress published = pace.published();
    if (published != null) {
      long version = Math.max(pace.version() + 1, timers.currentProcessingTime());
      out.accept(documents.of(published, Status.WITHDRAWN, version));
      meters.current().partialMatches(-1);
    }
    timers.deleteProcessingTimeTimer(dueAt(pace));
    paces.clear();
  }

  /** Whether a timer in processing time is still to come. */
  boolean isResting(TimerService timers) {
    ProgressPace pace = paces.get();
    return pace != null && isResting(pace, timers.currentProcessingTime());
  }

  private static boolean isResting(ProgressPace pace, long now) {
    return now >= pace.at() && now < dueAt(pace);
  }

  private long compare(
      TimelineKey key, @Nullable ProgressPace pace, TimerService timers, Consumer<Document> out) {
    long now = timers.currentProcessingTime();
    Standing standing =
        detector.standing(key.pattern(), key.group(), timeline, timers.currentWatermark());
    Progress before = pace == null ? null : pace.published();
    Progress open = standing.progress();
    long version = pace == null ? 0 : pace.version();
    boolean changed = !Objects.equals(before, open);
    if (changed) {
      version = Math.max(version + 1, now);
      out.accept(document(before, open, standing, timers.currentWatermark(), version));
      meters.current().partialMatches((open == null ? 0 : 1) - (before == null ? 0 : 1));
    }
    if (pace != null) {
      timers.deleteProcessingTimeTimer(dueAt(pace));
    }
    boolean rests = (changed || standing.weight() > FEW) && !isOver(timers);
    if (rests) {
      ProgressPace next = new ProgressPace(now, version, false, open);
      paces.put(next);
      timers.registerProcessingTimeTimer(dueAt(next));
      timers.registerEventTimeTimer(Pacing.END);
    } else if (open == null) {
      paces.clear();
    } else if (pace != null && pace.waiting()) {
      paces.put(pace.withWaiting(false));
    }
    return open == null ? NEVER : after(open);
  }

  private Document document(
      @Nullable Progress before,
      @Nullable Progress open,
      Standing standing,
      long receivedClock,
      long version) {
    if (open != null) {
      return documents.of(open, Status.OPEN, version);
    }
    Progress closed = Objects.requireNonNull(before, "nothing changed");
    Status status = Status.WITHDRAWN;
    if (standing.lastCompletion() >= closed.first()) {
      status = Status.COMPLETED;
    } else if (receivedClock > closed.expires() || receivedClock == Long.MAX_VALUE) {
      status = Status.EXPIRED;
    }
    return documents.of(closed, status, version);
  }

  private static boolean isOver(TimerService timers) {
    return timers.currentWatermark() == Long.MAX_VALUE;
  }

  private static long dueAt(ProgressPace pace) {
    return pace.at() + Pacing.GAP;
  }

  private static long after(Progress progress) {
    return progress.expires() == NEVER ? NEVER : progress.expires() + 1;
  }
}
