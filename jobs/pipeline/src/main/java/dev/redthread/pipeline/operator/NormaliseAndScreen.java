package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.pattern.compiled.FieldDemand;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.Delivered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads vendor records and lets through what some pattern asks for. Most records end here.
 *
 * <p>Leaves: candidates; beside them dead letters, and what goes to the resolver of device owners:
 * links, and events that a pattern wants by person and that name only their device.
 */
public final class NormaliseAndScreen extends ProcessFunction<Delivered, Candidate> {
  private static final long serialVersionUID = 1;

  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", WireTypes.DEAD_LETTER);

  public static final OutputTag<DeviceEvent> DEVICE_EVENTS =
      new OutputTag<>("device-events", WireTypes.DEVICE_EVENT);

  private static final byte[] NOTHING = {};

  private final PatternSet patterns;
  private final List<SourceMapping> mappings;
  private final IdentityAliases aliases;

  private transient @Nullable Stage stage;

  public NormaliseAndScreen(
      PatternSet patterns, List<SourceMapping> mappings, IdentityAliases aliases) {
    this.patterns = patterns;
    this.mappings = List.copyOf(mappings);
    this.aliases = aliases;
  }

  @Override
  public void open(OpenContext context) {
    Map<String, Normalizer> normalizers = new HashMap<>();
    for (SourceMapping mapping : mappings) {
      FieldDemand demand = patterns.fields(mapping.name());
      normalizers.put(
          mapping.name(),
          Normalizer.ofWanted(
              demand.every() ? mapping.withEveryLeaf() : mapping, demand.names(), aliases));
    }
    Metrics metrics = Metrics.of(getRuntimeContext().getMetricGroup());
    stage =
        new Stage(
            normalizers,
            new Candidates(Screen.compile(patterns)),
            new InputTally(getRuntimeContext(), metrics),
            metrics);
  }

  @Override
  public void processElement(Delivered delivered, Context context, Collector<Candidate> out) {
    Stage compiled = Objects.requireNonNull(stage, "open was not called");
    compiled.tally.begin();
    delivered.to(
        raw -> compiled.accept(raw, context, out), letter -> compiled.reject(letter, context));
    compiled.tally.end();
  }

  /** What one task compiled. */
  private static final class Stage {
    private final Map<String, Normalizer> normalizers;
    private final Candidates candidates;
    private final InputTally tally;
    private final Counter screened;
    private final Counter orphans;

    Stage(
        Map<String, Normalizer> normalizers,
        Candidates candidates,
        InputTally tally,
        Metrics metrics) {
      this.normalizers = normalizers;
      this.candidates = candidates;
      this.tally = tally;
      screened = metrics.counter(Metric.SCREENED);
      orphans = metrics.counter(Metric.ORPHANS);
    }

    void accept(RawRecord raw, ProcessFunction<?, ?>.Context context, Collector<Candidate> out) {
      Normalizer normalizer = normalizers.get(raw.source());
      if (normalizer == null) {
        reject(unknown(raw), context);
        return;
      }
      normalizer.normalize(
          raw,
          this::wants,
          event -> take(event, raw, context, out),
          letter -> reject(letter, context));
    }

    private static DeadLetter unknown(RawRecord raw) {
      return new DeadLetter(
          raw.source(),
          raw.origin(),
          raw.receivedTime(),
          DeadLetter.Reason.UNKNOWN_SOURCE,
          "no source mapping is called '" + raw.source() + "'",
          raw.bytes());
    }

    private void reject(DeadLetter letter, ProcessFunction<?, ?>.Context context) {
      tally.deadLetter(letter.reason());
      context.output(DEAD_LETTERS, letter);
    }

    /** Counts an event and says whether anything becomes of it; reads what rules read only. */
    private boolean wants(Event event) {
      tally.event();
      Optional<String> device = device(event);
      return (device.isPresent()
              && (isOwned(event)
                  ? event.activity() == Activity.DEVICE_LINKED
                  : candidates.lackPerson(event)))
          || candidates.areThereOf(event);
    }

    private static boolean isOwned(Event event) {
      Value person = event.field(Event.PERSON);
      return person != null && !(person instanceof Value.Nil);
    }

    private void take(
        Event event,
        RawRecord raw,
        ProcessFunction<?, ?>.Context context,
        Collector<Candidate> out) {
      Optional<String> device = device(event);
      boolean owned = isOwned(event);
      if (device.isPresent() && owned && event.activity() == Activity.DEVICE_LINKED) {
        context.output(
            DEVICE_EVENTS,
            new DeviceEvent(
                device.get(), DeviceEvent.Kind.LINK, event, raw.ingestedTime(), NOTHING));
      }
      if (device.isPresent() && !owned && candidates.lackPerson(event)) {
        screened.inc();
        orphans.inc();
        context.output(
            DEVICE_EVENTS,
            new DeviceEvent(
                device.get(),
                DeviceEvent.Kind.ORPHAN,
                event,
                raw.ingestedTime(),
                OriginalBytes.compress(raw.bytes())));
        return;
      }
      List<Candidate> found =
          candidates.of(
              event, raw.ingestedTime(), () -> OriginalBytes.compress(raw.bytes()), false);
      if (!found.isEmpty()) {
        screened.inc();
        found.forEach(out::collect);
      }
    }

    private static Optional<String> device(Event event) {
      Value device = event.field(DeviceEvent.DEVICE);
      return device == null
          ? Optional.empty()
          : device.each().stream()
              .filter(each -> !(each instanceof Value.Nil))
              .map(Value::text)
              .filter(text -> !text.isEmpty())
              .findFirst();
    }
  }
}
