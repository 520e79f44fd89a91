package dev.redthread.pipeline.operator;

import dev.redthread.incident.Entity;
import dev.redthread.incident.Suppressed;
import dev.redthread.incident.SuppressionRules;
import dev.redthread.incident.SuppressionRules.Outcome;
import dev.redthread.incident.SuppressionRules.Said;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.Uids;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Says of findings that may not page for some time that they may not. Keyed by {@link #key}: what
 * findings that suppress each other have in common, else the entity; so all revisions of a finding
 * take one way.
 *
 * <p>Leaves: what came, in its order, and a finding once more that may page after all.
 */
public final class SuppressPages
    extends KeyedProcessFunction<String, EntityFinding, EntityFinding> {
  private static final long serialVersionUID = 1;

  static final ValueStateDescriptor<Suppressed> SUPPRESSED =
      new ValueStateDescriptor<>(Uids.SUPPRESSED, WireTypes.SUPPRESSED);

  private transient @Nullable KeyedCell<Suppressed> suppressed;
  private transient @Nullable WakeUp wakeUp;

  @Override
  public void open(OpenContext context) {
    suppressed = new KeyedCell<>(getRuntimeContext().getState(SUPPRESSED));
    wakeUp = new WakeUp(getRuntimeContext());
  }

  /** The key of this operator: its hash is that of a text, the same everywhere. */
  public static String key(EntityFinding finding) {
    return SuppressionRules.key(finding.finding())
        .map(alike -> "alike\0" + alike)
        .orElseGet(() -> "entity\0" + finding.key());
  }

  @Override
  public void processElement(EntityFinding arrived, Context context, Collector<EntityFinding> out) {
    if (arrived.left() || SuppressionRules.key(arrived.finding()).isEmpty()) {
      out.collect(arrived);
      return;
    }
    KeyedCell<Suppressed> cell = Objects.requireNonNull(suppressed, "open was not called");
    TimerService timers = context.timerService();
    Outcome outcome =
        SuppressionRules.onFinding(cell.get(), arrived.finding(), timers.currentWatermark());
    for (Said said : outcome.said()) {
      Entity entity =
          said.finding().equals(arrived.finding()) ? arrived.entity() : Entity.of(said.finding());
      out.collect(new EntityFinding(entity, said.finding(), false, said.suppressedUntil()));
    }
    keep(outcome.state(), cell, timers);
  }

  private void keep(@Nullable Suppressed state, KeyedCell<Suppressed> cell, TimerService timers) {
    WakeUp timer = Objects.requireNonNull(wakeUp, "open was not called");
    if (state == null) {
      cell.clear();
      timer.cancel(timers);
    } else {
      cell.put(state);
      timer.by(state.until(), timers);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<EntityFinding> out) {
    KeyedCell<Suppressed> cell = Objects.requireNonNull(suppressed, "open was not called");
    Suppressed state = cell.get();
    if (Objects.requireNonNull(wakeUp, "open was not called").isDue(time) && state != null) {
      keep(
          SuppressionRules.onClock(state, context.timerService().currentWatermark()),
          cell,
          context.timerService());
    }
  }
}
