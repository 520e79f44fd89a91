package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.state.Uids;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Holds each page until a completed checkpoint covers it.
 *
 * <p>Which finding of an incident pages first, and so the dedup key, depends on how partitions
 * interleave, and after a crash they may interleave differently. A page that left before its
 * checkpoint could then come again under another key. One that a checkpoint covers is restored with
 * its key instead of being decided anew.
 *
 * <p>A page waits so at most {@code longest}: when checkpoints fail for long, a page that comes
 * late costs more than one that may come twice. At the end of the input all leave.
 *
 * <p><i>Invariants:</i> pages leave in the order in which they came.
 */
public final class HoldPages extends AbstractStreamOperator<Page>
    implements OneInputStreamOperator<Page, Page>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  static final ListStateDescriptor<Page> HELD =
      new ListStateDescriptor<>(Uids.HELD_PAGES, WireTypes.PAGE);

  private final long longest;

  /** Empty until the task runs, like {@link #covered}. */
  private final ArrayDeque<Held> held = new ArrayDeque<>();

  /** For each checkpoint that is not known to be complete, how many pages were taken before it. */
  private final TreeMap<Long, Long> covered = new TreeMap<>();

  private long taken;
  private transient @Nullable ListState<Page> state;

  public HoldPages(Duration longest) {
    this.longest = longest.toMillis();
  }

  /**
   * A page that waits.
   *
   * @param number counts the pages of this task, from 1
   * @param due processing time, in milliseconds since 1970 UTC
   */
  private record Held(long number, long due, Page page) {}

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ListState<Page> restored = context.getOperatorStateStore().getListState(HELD);
    for (Page page : restored.get()) {
      hold(page, Long.MIN_VALUE);
    }
    state = restored;
  }

  /** What was restored is covered by the checkpoint that it was restored from. */
  @Override
  public void open() throws Exception {
    super.open();
    release(taken);
  }

  @Override
  public void processElement(StreamRecord<Page> page) {
    long due = getProcessingTimeService().getCurrentProcessingTime() + longest;
    hold(page.getValue(), due);
    if (held.size() == 1) {
      wakeUpAt(due);
    }
  }

  private void hold(Page page, long due) {
    taken++;
    held.add(new Held(taken, due, page));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Objects.requireNonNull(state, "not initialised").update(held.stream().map(Held::page).toList());
    covered.put(context.getCheckpointId(), taken);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    var complete = covered.headMap(checkpointId, true);
    if (!complete.isEmpty()) {
      release(complete.lastEntry().getValue());
      complete.clear();
    }
  }

  private void onDue(long now) {
    releaseWhile(first -> first.due() <= now);
    if (!held.isEmpty()) {
      wakeUpAt(held.element().due());
    }
  }

  private void wakeUpAt(long due) {
    var unused = getProcessingTimeService().registerTimer(due, this::onDue);
  }

  @Override
  public void endInput() {
    release(taken);
  }

  private void release(long upTo) {
    releaseWhile(first -> first.number() <= upTo);
  }

  private void releaseWhile(Predicate<Held> may) {
    while (!held.isEmpty() && may.test(held.element())) {
      output.collect(new StreamRecord<>(held.remove().page()));
    }
  }
}
