package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.event.DeadLetter;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.source.Delivered;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
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

  private final PatternSet patterns;
  private final List<SourceMapping> mappings;
  private final IdentityAliases aliases;
  private final EnrichmentTexts enrichment;

  private transient @Nullable ScreenStage stage;

  public NormaliseAndScreen(
      PatternSet patterns,
      List<SourceMapping> mappings,
      IdentityAliases aliases,
      EnrichmentTexts enrichment) {
    this.patterns = patterns;
    this.mappings = List.copyOf(mappings);
    this.aliases = aliases;
    this.enrichment = enrichment;
  }

  @Override
  public void open(OpenContext context) {
    stage =
        new ScreenStage(
            getRuntimeContext(),
            mappings,
            aliases,
            false,
            enrichment.start(Optional.empty()),
            patterns,
            0);
  }

  @Override
  public void processElement(Delivered delivered, Context context, Collector<Candidate> out) {
    Objects.requireNonNull(stage, "open was not called").accept(delivered, context::output, out);
  }
}
