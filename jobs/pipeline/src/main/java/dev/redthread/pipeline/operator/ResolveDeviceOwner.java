package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.PersonFields;
import dev.redthread.normalize.link.NameLink;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.state.Uids;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Gives events that name only their device to the person who owned it at that time, and those that
 * go by a name of which records say whose it is to that person. Keyed by device, or by name.
 *
 * <p>An event goes on at once, under its owner or under nobody; when a link that comes late says
 * otherwise, it is taken back from where it went and sent again. So what has gone on in the end is
 * a function of the set of events and links, whatever their order.
 */
public final class ResolveDeviceOwner extends KeyedProcessFunction<String, DeviceEvent, Candidate> {
  private static final long serialVersionUID = 1;

  static final MapStateDescriptor<String, DeviceLink> LINKS =
      new MapStateDescriptor<>(Uids.LINKS, Types.STRING, WireTypes.DEVICE_LINK);
  static final MapStateDescriptor<String, NameLink> NAME_LINKS =
      new MapStateDescriptor<>(Uids.NAME_LINKS, Types.STRING, WireTypes.NAME_LINK);
  static final MapStateDescriptor<String, Orphan> ORPHANS =
      new MapStateDescriptor<>(Uids.ORPHANS, Types.STRING, WireTypes.ORPHAN);
  static final ValueStateDescriptor<Integer> KEPT =
      new ValueStateDescriptor<>(Uids.KEPT_EVENTS, Types.INT);

  private final PatternSet patterns;
  private final Waiting waiting;
  private final PersonFields personFields;
  private final EnrichmentTexts enrichment;

  private transient @Nullable DeviceTask task;

  /**
   * @param personFields that tables add because of a person
   * @param enrichment these tables
   */
  public ResolveDeviceOwner(
      PatternSet patterns, Waiting waiting, PersonFields personFields, EnrichmentTexts enrichment) {
    this.patterns = patterns;
    this.waiting = waiting;
    this.personFields = personFields;
    this.enrichment = enrichment;
  }

  @Override
  public void open(OpenContext context) {
    task =
        new DeviceTask(
            getRuntimeContext(),
            Candidates.of(patterns, 0),
            waiting,
            IdentityAliases.NONE,
            personFields,
            enrichment.start(Optional.empty()));
  }

  private DeviceTask task() {
    return Objects.requireNonNull(task, "open was not called");
  }

  @Override
  public void processElement(DeviceEvent event, Context context, Collector<Candidate> out) {
    task().onEvent(event, context.timerService(), out);
  }

  @Override
  public void onTimer(long timer, OnTimerContext context, Collector<Candidate> out) {
    task().onClock(timer, context.timerService());
  }
}
