package dev.redthread.pipeline;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.normalize.PersonFields;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pipeline.operator.Detect;
import dev.redthread.pipeline.operator.DeviceEvent;
import dev.redthread.pipeline.operator.NormaliseAndScreen;
import dev.redthread.pipeline.operator.ResolveDeviceOwner;
import dev.redthread.pipeline.operator.TimelineKey;
import dev.redthread.pipeline.source.Delivered;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Patterns that stay as they are. */
record FixedPatterns(Settings settings) implements PatternStages {

  @Override
  public SingleOutputStreamOperator<Candidate> screen(DataStream<Delivered> read) {
    return read.process(
        new NormaliseAndScreen(
            settings.patterns(), settings.mappings(), settings.aliases(), settings.enrichment()));
  }

  @Override
  public SingleOutputStreamOperator<Candidate> resolve(KeyedStream<DeviceEvent, String> devices) {
    return devices.process(
        new ResolveDeviceOwner(
            settings.patterns(),
            settings.waiting(),
            PersonFields.of(settings.mappings()),
            settings.enrichment()));
  }

  @Override
  public SingleOutputStreamOperator<Finding> detect(
      KeyedStream<Candidate, TimelineKey> candidates, int level) {
    return candidates.process(
        new Detect(settings.patterns(), settings.detectors(), settings.documents()));
  }

  @Override
  public int deepest() {
    return Levels.of(settings.patterns()).deepest();
  }
}
