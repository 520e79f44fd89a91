package dev.redthread.pipeline.operator;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.incident.Entity;
import dev.redthread.pipeline.metrics.PatternMeters;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.KeyedTable;
import dev.redthread.pipeline.state.Uids;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A timeline in Flink's keyed state, with what the job keeps beside it.
 *
 * <p><i>Invariants:</i> an event's original goes when the event does, and a finding's entity when
 * the finding does; so the engine's expiry is the expiry of everything.
 */
final class KeyedTimeline implements TimelineState {
  static final MapStateDescriptor<EventKey, TimelineEvent> EVENTS =
      new MapStateDescriptor<>(Uids.EVENTS, WireTypes.EVENT_KEY, WireTypes.TIMELINE_EVENT);
  static final MapStateDescriptor<EventKey, Completion> COMPLETIONS =
      new MapStateDescriptor<>(Uids.COMPLETIONS, WireTypes.EVENT_KEY, WireTypes.COMPLETION);
  static final MapStateDescriptor<String, Finding> FINDINGS =
      new MapStateDescriptor<>(Uids.FINDINGS, Types.STRING, WireTypes.FINDING);
  static final ValueStateDescriptor<EventKey> EVICTED =
      new ValueStateDescriptor<>(Uids.EVICTED, WireTypes.EVENT_KEY);
  static final MapStateDescriptor<EventKey, byte[]> ORIGINALS =
      new MapStateDescriptor<>(
          Uids.ORIGINALS,
          WireTypes.EVENT_KEY,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  static final MapStateDescriptor<String, Entity> ENTITIES =
      new MapStateDescriptor<>(Uids.ENTITIES, Types.STRING, WireTypes.ENTITY);

  static final ValueStateDescriptor<Decided> DECIDED =
      new ValueStateDescriptor<>(Uids.DECIDED, WireTypes.DECIDED);

  private final StateTable<EventKey, TimelineEvent> events;
  private final StateTable<EventKey, Completion> completions;
  private final StateTable<String, Finding> findings;
  private final StateCell<EventKey> evicted;
  private final StateCell<Decided> decided;
  private final StateTable<EventKey, byte[]> originals;
  private final StateTable<String, Entity> entities;
  private final PatternMeters meters;
  private final WakeUp wakeUp;
  private final Set<EventKey> evidence = new LinkedHashSet<>();

  KeyedTimeline(RuntimeContext context, PatternMeters meters, WakeUp wakeUp) {
    this.meters = meters;
    this.wakeUp = wakeUp;
    originals = new KeyedTable<>(context.getMapState(ORIGINALS));
    entities = new KeyedTable<>(context.getMapState(ENTITIES));
    evicted =
        new HookedCell<>(
            new KeyedCell<>(context.getState(EVICTED)), () -> meters.current().overflowed());
    decided = new KeyedCell<>(context.getState(DECIDED));
    events =
        new HookedTable<>(
            new KeyedTable<>(context.getMapState(EVENTS)), (key, event) -> {}, originals::remove);
    completions =
        new HookedTable<>(
            new KeyedTable<>(context.getMapState(COMPLETIONS)),
            (key, completion) -> addEvidence(completion),
            key -> {});
    findings =
        new HookedTable<>(
            new KeyedTable<>(context.getMapState(FINDINGS)),
            (id, finding) ->
                finding.chain().forEach(link -> evidence.add(EventKey.of(link.event()))),
            entities::remove);
  }

  /** What is held back is not published yet; what is alike has only its own event to add. */
  private void addEvidence(Completion completion) {
    if (!completion.held()) {
      evidence.add(completion.event());
      completion.chain().forEach(part -> evidence.add(part.event()));
    }
  }

  @Override
  public StateTable<EventKey, TimelineEvent> events() {
    return events;
  }

  @Override
  public StateTable<EventKey, Completion> completions() {
    return completions;
  }

  @Override
  public StateTable<String, Finding> findings() {
    return findings;
  }

  @Override
  public StateCell<EventKey> evicted() {
    return evicted;
  }

  @Override
  public void resized(int before, int after) {
    meters.current().resized(before, after);
  }

  @Override
  public StateCell<Decided> decided() {
    return decided;
  }

  /**
   * Whoever keeps anything wakes at some time, also where it was kept by a build that did not note
   * by which form it was decided.
   */
  @Override
  public boolean undecidedIsEmpty() {
    return !wakeUp.isSet();
  }

  /** Lets go of everything. */
  void clear() {
    events.clear();
    completions.clear();
    findings.clear();
    evicted.clear();
    decided.clear();
    originals.clear();
    entities.clear();
    evidence.clear();
  }

  /** The compressed originals of events that are not yet evidence. */
  StateTable<EventKey, byte[]> originals() {
    return originals;
  }

  /** Whom each finding was last published for. */
  StateTable<String, Entity> entities() {
    return entities;
  }

  /** Takes an event for part of a chain that is published. */
  void addEvidence(EventKey event) {
    evidence.add(event);
  }

  /** The events that became part of a chain since this was last asked. */
  List<EventKey> takeEvidence() {
    List<EventKey> taken = new ArrayList<>(evidence);
    evidence.clear();
    return taken;
  }

  /** Whether nothing is kept under the current key. */
  boolean isEmpty() {
    return !events.entries().iterator().hasNext()
        && !completions.entries().iterator().hasNext()
        && !findings.entries().iterator().hasNext();
  }
}
